"""The segments as Whoosh knows them: index, writer, codec, reader."""
