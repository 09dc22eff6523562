"""Results in, what the contract says of them out: ids and counts; and the topics that it names."""

STOPS = "Stops, Searches, and Arrests"
FORCE = "Use of Force"


def ids(results):
    return [hit.id for hit in results.hits]


def counts(values):
    return {value.value: value.count for value in values}
