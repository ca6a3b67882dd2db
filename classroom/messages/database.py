"""Define the messages about the database, each with its remedy."""

from typing import Final

from classroom.messages.message import Message

NO_CLASS_YET: Final = Message("no_class_yet", "No class yet")
DATABASE_HAS_NO_CLASSES: Final = Message("database_has_no_classes", "The database has no classes yet")
DATABASE_UNREADABLE: Final = Message("database_unreadable", "The database cannot be read: {reason}")
DATABASE_UNWRITABLE: Final = Message("database_unwritable", "The database cannot be written: {reason}")
DATABASE_UNUSABLE: Final = Message("database_unusable", "The database cannot be used: {reason}")
DATABASE_LOCKED: Final = Message("database_locked", "The database is locked")
DATABASE_DAMAGED: Final = Message("database_damaged", "The file is no intact database: {reason}")
DATABASE_FOREIGN: Final = Message("database_foreign", "This file is the database of another program")
DATABASE_GONE: Final = Message("database_gone", "The database with your classes is not where it was")
SCHEMA_DIFFERS: Final = Message("schema_differs", "The database has schema {found}, this Moodline needs {needed}")
SCHEMA_TOO_NEW: Final = Message(
    "schema_too_new",
    "The database has schema {found}, newer than {newest}, the newest that this Moodline knows",
)
DRIVER_MISSING: Final = Message("driver_missing", "The database's driver {name} is missing")
NOT_A_DATABASE_URL: Final = Message("not_a_database_url", "This is not a database URL that can be used")
MORE_THAN_ONE_AT: Final = Message("more_than_one_at", "This database URL has more than one @")
CLASS_UNWRITABLE: Final = Message("class_unwritable", "The class cannot be written: {reason}")
CLASS_NOT_CLOSED: Final = Message(
    "class_not_closed",
    "The class could not be closed: the database cannot be written, and {count} samples are lost",
)
DEMO_DATA_UNWRITABLE: Final = Message("demo_data_unwritable", "The demo data cannot be written: {reason}")

START_A_CLASS: Final = Message("start_a_class", "Start one: {command}")
UPDATE_MOODLINE: Final = Message("update_moodline", "Update Moodline.")
UPDATE_OR_OTHER_DATABASE: Final = Message(
    "update_or_other_database", "Update Moodline, or name another database with --database."
)
UPGRADE_DATABASE: Final = Message("upgrade_database", "Upgrade it: {command}")
MEND_DATABASE: Final = Message("mend_database", "A monitor was cut off while it wrote. Mend it: {command}")
PAGE_TRIES_AGAIN: Final = Message(
    "page_tries_again", "Is the monitor in the middle of something? This page tries again by itself."
)
CREATE_OR_OTHER_DATABASE: Final = Message(
    "create_or_other_database", "Name another one with --database, or let a class create it: {command}"
)
ALLOW_READING: Final = Message("allow_reading", "Allow reading this file, or name another database with --database.")
ALLOW_WRITING: Final = Message(
    "allow_writing", "Allow writing to the file and its folder, or name another database with --database."
)
ALLOW_WRITING_OR_TRY_AGAIN: Final = Message(
    "allow_writing_or_try_again",
    "Allow writing to the file and its folder, or try again if the monitor was busy.",
)
ALLOW_WRITING_TO_FOLDER: Final = Message("allow_writing_to_folder", "Allow writing to this folder.")
CHECK_WRITING: Final = Message(
    "check_writing", "Check that the database can be written, or name another one with --database."
)
CHECK_ADDRESS: Final = Message("check_address", "Check the address, or name another database.")
CLOSE_OTHER_PROGRAM: Final = Message(
    "close_other_program",
    "Another program holds it; close that program, or name another database with --database.",
)
MOVE_FILE_AWAY: Final = Message(
    "move_file_away",
    "Nothing was changed. Move the file away to start with an empty one, or restore a copy.",
)
NAME_OTHER_FILE: Final = Message(
    "name_other_file", "Nothing was changed. Name another file with --database, or in the settings file."
)
MOVE_DATABASE_BACK: Final = Message(
    "move_database_back", "Move it back, or name its place with --database. To begin with an empty one: {command}"
)
STORED_IS_INTACT: Final = Message(
    "stored_is_intact", "What was stored before is intact; the next start marks the class as interrupted."
)
INSTALL_DRIVER: Final = Message("install_driver", "For PostgreSQL: uv sync --extra postgres")
WRITE_PERCENT_40: Final = Message("write_percent_40", "Write %40 for @ in a password.")
URL_EXAMPLE: Final = Message("url_example", "A URL looks like {examples}.")
