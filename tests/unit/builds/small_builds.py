"""Small builds in a folder of builds, written and published."""

from tests.making import make_resource


def write(folder, *ids, **facts):
    return folder.write(
        (make_resource(one, text=f"words of {one}", **facts), f"hash of {one}") for one in ids
    )


def publish(folder, *ids):
    return folder.publish(write(folder, *ids).id)
