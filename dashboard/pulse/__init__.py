"""Students' own answers, as the dashboard sees them: who takes them, what came of it, and how it fits the mood."""
