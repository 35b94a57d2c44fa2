"""Carries jobs from standard input to a Dask cluster, and what they came to back to standard output, a line each.

From the grader: {"id": 1, "job": {…}}; its end of file ends this program.
To the grader: {"id": 1, "result" | "failure" | "refused" | "lost": …}, {"places": 8}, {"said": "…"}, {"gone": "…"}.
"""

import argparse
import asyncio
import json
import logging
import sys
import uuid

import cloudpickle
import dask
import keeper
from distributed import Client, LocalCluster

cloudpickle.register_pickle_by_value(keeper)
MARK = keeper.ByValue(keeper.mark)

# A worker that dies takes its jobs with it; they go to others this many times before one of them is suspected.
TRIES = 3

# How long a scheduler that was there may be away, in seconds.
PATIENCE = 120


def tell(**message):
    print(json.dumps(message), flush=True)


async def quietly(waited, seconds):
    """What comes of it, or None: a scheduler may go away in the middle of anything."""
    try:
        return await asyncio.wait_for(waited, seconds)
    except Exception:
        return None


class Front:
    def __init__(self, options):
        self.options = options
        self.cluster = None
        self.client = None
        self.connecting = asyncio.Lock()
        self.places = None
        # Two graders may use one cluster, each with marking programs of its own.
        self.name = f"unroll-{uuid.uuid4().hex[:12]}"

    async def open(self, patience):
        """A client of the cluster; waits for a scheduler that is away, but not for ever."""
        until = asyncio.get_running_loop().time() + patience
        address = self.cluster or self.options.scheduler
        told = False
        while True:
            try:
                client = await Client(address, asynchronous=True, timeout=5, set_as_default=False)
                await client.register_plugin(keeper.KeepMarking(self.name, self.options.sandbox, self.options.trust))
                return client
            except (OSError, asyncio.TimeoutError, TimeoutError) as error:
                if asyncio.get_running_loop().time() > until:
                    raise ConnectionError(str(error)) from error
                if not told:
                    tell(said=f"the scheduler at {self.options.scheduler} does not answer; waiting for it")
                    told = True
                await asyncio.sleep(1)

    async def connected(self, lost=None):
        """The client; a new one where `lost` lost its scheduler: one that comes back by itself brings no keepers."""
        async with self.connecting:
            if self.client is None or self.client is lost or self.client.status != "running":
                old, self.client = self.client, None
                if old is not None:
                    await quietly(old.close(timeout=1), 5)
                self.client = await self.open(PATIENCE)
            return self.client

    async def carry(self, number, job):
        """One job, as often as it takes: what a lost scheduler had is asked for again."""
        client = None
        while True:
            try:
                client = await self.connected(lost=client)
            except ConnectionError:
                tell(gone=f"the scheduler at {self.options.scheduler} does not answer any more")
                return
            try:
                future = client.submit(MARK, self.name, job, pure=False, retries=TRIES)
                await future._state.wait()
            except Exception:  # the client was closed in between
                await asyncio.sleep(0.5)
                continue
            if future.status == "finished":
                tell(id=number, **await future)
                return
            if future.status == "error":
                tell(id=number, lost=str(await future.exception()).splitlines()[0])
                return
            # Cancelled by a client that lost its scheduler: the new one knows nothing of this job.
            await asyncio.sleep(0.5)

    async def count_threads(self, client):
        threads = await quietly(client.nthreads(), 10)
        return sum(threads.values()) if threads else 0

    async def watch(self):
        """Tells how many jobs the cluster can mark at a time, whenever that changes."""
        alone = 0
        while True:
            client = self.client
            if client is not None and client.status == "running":
                places = await self.count_threads(client)
                if places != self.places:
                    tell(places=places)
                    self.places = places
                alone = alone + 1 if places == 0 else 0
                if alone == 10 and self.cluster is None:
                    where = self.options.scheduler
                    tell(said=f"no worker at {where} yet; start one in a course folder: .venv/bin/dask worker {where}")
            await asyncio.sleep(1)

    async def run(self):
        if self.options.scheduler == "local":
            self.cluster = await LocalCluster(
                n_workers=1,
                threads_per_worker=self.options.slots,
                processes=True,
                memory_limit=0,
                host="127.0.0.1",
                dashboard_address=None,
                asynchronous=True,
            )
        try:
            self.client = await self.open(5)
        except ConnectionError:
            tell(gone=f"there is no scheduler at {self.options.scheduler}; start one: .venv/bin/dask scheduler")
            return
        watching = asyncio.create_task(self.watch())
        jobs = set()
        reader = asyncio.StreamReader(limit=64 * 1024 * 1024)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        async for line in reader:
            message = json.loads(line)
            task = asyncio.create_task(self.carry(message["id"], message["job"]))
            jobs.add(task)
            task.add_done_callback(jobs.discard)
        watching.cancel()
        for task in jobs:
            task.cancel()
        if self.client is not None and self.client.status == "running":
            await quietly(self.client.unregister_worker_plugin(self.name), 5)
            await quietly(self.client.close(timeout=2), 5)
        if self.cluster is not None:
            await quietly(self.cluster.close(timeout=5), 8)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scheduler", required=True)
    parser.add_argument("--slots", type=int, required=True)
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--trust", action="store_true")
    options = parser.parse_args()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    # Notebooks are small enough to travel with the task; a worker that is busy marking must not be taken for dead.
    dask.config.set({"distributed.scheduler.allowed-failures": TRIES, "distributed.worker.daemon": False})
    asyncio.run(Front(options).run())


if __name__ == "__main__":
    main()
