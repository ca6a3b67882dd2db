"""Start monitors as processes of their own, and pause, correct and end the class that one of them watches."""
