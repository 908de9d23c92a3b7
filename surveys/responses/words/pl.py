"""The texts around the questions, in Polish."""

from surveys.responses.words.interface import InterfaceWords

POLISH = InterfaceWords(
    language="pl",
    locale="pl",
    name="Polski",
    direction="ltr",
    title="Pytania",
    title_part="Pytania: część {number} z {total}",
    title_error="Błąd: ",
    skip="Przejdź do pytań",
    exit="Opuść tę stronę",
    exit_urgent="Pilne",
    exit_activated="Wczytywanie.",
    exit_timed_out="Opuszczanie strony już nie czeka.",
    exit_press_two="Shift, naciśnij jeszcze 2 razy, aby wyjść.",
    exit_press_one="Shift, naciśnij jeszcze 1 raz, aby wyjść.",
    get_help="Pomoc",
    help_heading="Gdzie szukać pomocy",
    help_text="Możesz się skontaktować z każdym z tych miejsc. Twoje odpowiedzi na tej stronie zostają bez zmian.",
    preview="Podgląd: nic nie jest zapisywane",
    preview_text="Tak widzą to osoby, które odpowiadają.",
    minutes="Zajmie to mniej więcej {minutes} min.",
    all_optional="Możesz pominąć każde pytanie i przerwać w każdej chwili.",
    open_until="Odpowiadać można do końca dnia: {day}.",
    results_by="Najpóźniej w tym dniu pokażemy, co ludzie powiedzieli i co z tym zrobimy: {day}.",
    results_at="Będzie to pod tym adresem:",
    about_course="Pytania dotyczą kursu {course}.",
    choose_language="Wybierz język",
    anonymous_heading="Nikt nie może rozpoznać, kim jesteś",
    anonymous_text=(
        "Nie pytamy o imię ani nazwisko. Nie zapisujemy niczego, co mogłoby prowadzić do Ciebie: ani telefonu, ani "
        "adresu internetowego, ani dnia, ani godziny."
    ),
    counted_text="Twoje odpowiedzi są tylko dodawane do sum. Nikt nie widzi odpowiedzi jednej osoby, nawet my.",
    alone_text=(
        "To znaczy też, że nikt nie może przyjść Ci z pomocą z powodu tego, co odpowiesz. Jeśli potrzebujesz pomocy "
        "albo ktoś jest w niebezpieczeństwie, pomogą te osoby."
    ),
    paired_heading="Nikt nie może rozpoznać, kim jesteś",
    paired_text=(
        "Pytamy przed kursem i po kursie. Oba zestawy odpowiedzi łączy kod, który znasz tylko Ty. Trzymamy go tylko "
        "w postaci, której nikt nie odczyta, i usuwamy, gdy pytania zostaną zamknięte. Nie zapisujemy imienia i "
        "nazwiska, adresu internetowego, dnia ani godziny."
    ),
    named_heading="Twoje imię i nazwisko są zapisywane razem z odpowiedziami",
    named_text="Aby odpowiedzieć, trzeba się zalogować. Pracownicy, którzy to prowadzą, widzą, co odpowiadasz.",
    named_as="Jesteś na koncie: {name}.",
    what_we_keep="Co zapisujemy z Twoich odpowiedzi",
    printed_code="Twój wydrukowany kod",
    printed_code_hint="Jest na kartce, którą dostajesz od nas. Nikt nie wie, kto dostał który kod.",
    own_code="Twój własny kod",
    own_code_why="Ułóż go w ten sposób, aby następnym razem wyszedł taki sam:",
    own_code_first="dwie pierwsze litery nazwy miejsca Twojego urodzenia (miasta lub wsi)",
    own_code_second="dzień miesiąca, w którym są Twoje urodziny, dwiema cyframi",
    own_code_third="dwie pierwsze litery nazwy Twojej pierwszej szkoły",
    own_code_example="Może więc wyglądać tak: LE07ST. Nie możemy na jego podstawie dojść do Ciebie.",
    wave="Kiedy odpowiadasz?",
    wave_before="Przed kursem",
    wave_after="Po kursie",
    begin="Zacznij",
    sign_in="Zaloguj się i zacznij",
    have_code="Mam kod, aby wrócić do miejsca przerwania",
    leaving_heading="Jeśli musisz szybko wyjść",
    leaving_press="Naciśnij „Opuść tę stronę” u góry. W jej miejsce otworzy się zwykła strona innego serwisu.",
    leaving_keys="Na klawiaturze naciśnij 3 razy klawisz Shift.",
    leaving_lost=(
        "Odpowiedzi, które nie zostały wysłane ani zapisane, do nas nie docierają. Aby zniknęły z tego urządzenia, "
        "zamknij okno: do tego czasu przycisk „wstecz” może je pokazać."
    ),
    leaving_history=(
        "Ten telefon lub komputer może nadal pamiętać, że była tu otwarta ta strona. Jeśli używają go inne osoby, "
        "bezpieczniejsze jest okno prywatne."
    ),
    go_on="Dalej",
    part="Część {number} z {total}",
    back="Wstecz",
    save="Zapisz i wróć później",
    why="Dlaczego o to pytamy",
    alternatively="lub",
    prefer_not="Wolę nie mówić",
    uncomfortable="Nie czuję się dobrze, mówiąc o tym",
    choose_all="Zaznacz wszystko, co Ciebie dotyczy.",
    choose_some="Zaznacz najwyżej tyle odpowiedzi: {most}.",
    rank="Nadaj każdej odpowiedzi numer. 1 to ta, która jest dla Ciebie najważniejsza.",
    rank_none="Bez numeru",
    number_between="Liczba od {least} do {greatest}.",
    month="Miesiąc",
    year="Rok",
    month_example="Na przykład 5 2024.",
    year_example="Na przykład 2024.",
    district_example="Tylko pierwsza połowa kodu pocztowego, na przykład AB12.",
    most_letters="Najwyżej tyle liter i odstępów: {most}.",
    own_words="Nie podawaj imion, nazwisk ani niczego, po czym można Cię rozpoznać.",
    may_be_quoted="Możecie pokazać te słowa innym, nie mówiąc, kto je napisał",
    trap="Zostaw to pole puste",
    look_again="Spójrz na to jeszcze raz",
    not_an_option="Wybierz jedną z podanych odpowiedzi",
    stands_alone="Wybierz albo „{option}”, albo inne odpowiedzi",
    both="Jest tu odpowiedź, a zaznaczone jest też „{option}”. Zostaw tylko jedno z nich",
    too_many="Zaznacz najwyżej tyle odpowiedzi: {most}",
    rank_all="Nadaj numer każdej odpowiedzi albo zostaw wszystkie bez numeru",
    rank_once="Użyj każdego numeru tylko raz",
    not_a_number="Wpisz liczbę całkowitą, na przykład 12",
    not_between="Wpisz liczbę od {least} do {greatest}",
    not_a_month="Wpisz miesiąc jako liczbę od 1 do 12, a rok czterema cyframi",
    not_a_year="Wpisz rok czterema cyframi, na przykład 2024",
    not_a_district="Wpisz pierwszą połowę kodu pocztowego, na przykład AB12",
    too_long="Tekst jest za długi. Skróć go o tyle liter: {over}",
    code_missing="Wpisz swój kod",
    own_code_missing="Wpisz własny kod: co najmniej 4 litery lub cyfry",
    wave_missing="Zaznacz, czy odpowiadasz przed kursem, czy po kursie",
    printed_code_wrong="Ten kod nie otwiera tych pytań. Sprawdź, czy jest wpisany tak jak na kartce",
    spent_heading="Tego kodu nie można użyć ponownie",
    printed_code_spent=(
        "Ten kod był już użyty, a każdy kod działa tylko raz. Jeśli myślisz, że to pomyłka, poproś o inny kod osobę, "
        "od której go masz."
    ),
    saved_code_wrong=(
        "Pod tym kodem nic nie mamy. Sprawdź, czy jest wpisany tak, jak był pokazany. Mógł też być już użyty albo "
        "usunięty, bo był stary"
    ),
    check_heading="Sprawdź swoje odpowiedzi",
    check_text="Nic nie zostanie wysłane, dopóki nie naciśniesz „Wyślij moje odpowiedzi”.",
    change="Zmień",
    not_answered="Bez odpowiedzi",
    quoted="Można pokazać innym",
    send="Wyślij moje odpowiedzi",
    too_fast="To było szybko. Spójrz jeszcze raz na swoje odpowiedzi, a potem je wyślij.",
    trapped="Coś na tym urządzeniu wypełniło pole, którego ludzie nie widzą. Pole jest znów puste. Możesz iść dalej.",
    saved_heading="Twoje dotychczasowe odpowiedzi są zapisane",
    saved_text="Zapisz ten kod, wydrukuj tę stronę albo zrób zdjęcie. Bez niego nie znajdziemy Twoich odpowiedzi.",
    your_code="Twój kod",
    saved_way="Aby wrócić, otwórz ten adres i wpisz kod:",
    saved_until="Możesz wrócić do dnia: {day}. Potem te odpowiedzi zostaną usunięte.",
    saved_keep="Każdy, kto ma ten kod, może zobaczyć te odpowiedzi, więc zachowaj go dla siebie.",
    saved_on="Odpowiadaj dalej teraz",
    take_up_heading="Wróć do miejsca przerwania",
    take_up_text="Jeśli nie masz już kodu, zacznij od nowa. Bez niego nie znajdziemy Twoich odpowiedzi.",
    start_again="Zacznij od nowa",
    thanks_heading="Dziękujemy. Mamy Twoje odpowiedzi",
    next_heading="Co będzie dalej",
    thanks_closes="Odpowiadać można do dnia: {day}. Potem policzymy, co wszyscy powiedzieli.",
    thanks_anonymous=("Nie możemy ponownie pokazać Twoich odpowiedzi ani ich wycofać, bo nie wiemy, które są Twoje."),
    thanks_device="Możesz teraz zamknąć tę stronę.",
    results_link="Zobacz wyniki",
    preview_over="To koniec podglądu",
    preview_over_text="Tutaj dziękujemy osobie, która odpowiedziała. Nic z tego, co było wpisane, nie zostaje.",
    closed_heading="Na te pytania nie można już odpowiadać",
    closed_text="Odpowiadać można było do dnia: {day}. Dziękujemy, że chcesz wziąć udział.",
    closed_unsent="To, co było wpisane, nie zostało wysłane.",
    unknown_heading="W tej chwili nie ma tu żadnych pytań",
    unknown_text="W adresie może być pomyłka albo pytania nie są jeszcze otwarte.",
    too_late_heading="Ten link był na czas przed kursem",
    too_late_text=(
        "Mogła z niego skorzystać osoba, która miała miejsce, dopóki kurs się nie zaczął. Jeśli kurs już za Tobą, "
        "nadal możesz powiedzieć, co o nim myślisz: link na czas po kursie jest przy rezerwacji i w e-mailu z "
        "podziękowaniem."
    ),
    all_surveys="Zobacz, na co można teraz odpowiedzieć",
    tampered_heading="Nie udało się otworzyć Twojej strony",
    tampered_text=(
        "Coś w niej jest inne, niż było wysłane od nas, więc nie możemy jej użyć. Najpewniej to nie Twoja wina. "
        "Zacznij od nowa; nic nie zostało wysłane."
    ),
    already_heading="Mamy już te odpowiedzi",
    already_text="Zostały wysłane wcześniej i liczą się raz. Nie musisz nic robić.",
    refused_heading="Nie mogliśmy przyjąć Twoich odpowiedzi",
    to_start="Przejdź na początek",
    too_many_sent="Właśnie przychodzi bardzo dużo odpowiedzi. Spróbuj za minutę; Twoje odpowiedzi nadal tu są.",
    too_many_codes="Przed chwilą wpisano stąd zbyt wiele błędnych kodów. Poczekaj minutę i spróbuj ponownie",
    wave_needed=(
        "Najpierw musimy wiedzieć, czy odpowiadasz przed kursem, czy po kursie. "
        "Zacznij od nowa; nic nie zostało wysłane."
    ),
    busy_heading="Poczekaj chwilę",
    busy_text="Właśnie zaczyna bardzo dużo osób. Spróbuj ponownie za minutę.",
    kept_heading="Co zapisujemy z Twoich odpowiedzi",
    kept_intro="Ta lista powstaje z prawdziwych tabel naszej bazy danych, więc niczego w niej nie brakuje.",
    kept_meanwhile=(
        "Kiedy odpowiadasz, Twoje odpowiedzi są zamknięte w samej stronie. Nie zapisujemy żadnej z nich, dopóki ich "
        "nie wyślesz. Jeśli zapiszesz je na później, zamyka je Twój kod."
    ),
    kept_months=(
        "Twoje odpowiedzi i to, co piszesz, trzymamy jeszcze przez {months} od zamknięcia pytań. Potem je "
        "usuwamy. Wyniki, które już pokazaliśmy, zostają."
    ),
    kept_deleted="Wszystko to zostało usunięte w dniu: {day}. Wyniki, które pokazaliśmy, zostają.",
    kept_noted=(
        "Jedną rzecz zapisujemy gdzie indziej. Jeśli otwierasz te pytania przez swój własny link po kursie, przy "
        "Twoim nazwisku zapisujemy, że są odpowiedzi. Jest tam dzień, najczęściej następny, bez godziny. Nie ma "
        "tam nic o tym, co odpowiadasz."
    ),
    never_heading="Czego nigdy nie zapisujemy",
    never_name="Twojego imienia i nazwiska, adresu e-mail ani konta",
    never_address="Twojego adresu internetowego (IP)",
    never_device="jakiego telefonu, komputera lub przeglądarki używasz",
    never_moment="dnia ani godziny, kiedy odpowiadasz",
    never_time="dnia obok Twoich odpowiedzi ani godziny, kiedy odpowiadasz",
    never_order="kolejności, w jakiej przychodzą odpowiedzi",
)
