"""Engagement: prevention plans, toolkits, the Youth Assembly and networks. Holds no slice yet."""
