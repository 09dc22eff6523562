"""The array engine: matching, scoring and counting as operations on whole arrays, never posting by posting."""
