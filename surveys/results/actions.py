"""What the audit says was done with results; never anything of an answer."""

LOG_ACTIONS = {
    "surveys.results.release": ("Release tables", "Tables of results released"),
    "surveys.results.publish": ("Publish results", "Results published"),
    "surveys.results.change": ("Change published results", "Published results changed"),
    "surveys.results.withdraw": ("Withdraw results", "Results withdrawn"),
    "surveys.results.export": ("Download results", "Tables of results downloaded"),
    "surveys.results.export_raw": ("Take away single answers", "Single answers taken away, with a reason"),
}
