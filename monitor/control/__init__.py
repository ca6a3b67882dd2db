"""Let another program on this computer pause, correct and end a running class."""
