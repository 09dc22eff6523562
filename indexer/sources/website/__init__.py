"""Pages of a web site in, its resources out: fetched politely, kept between runs, and only what changed read again."""
