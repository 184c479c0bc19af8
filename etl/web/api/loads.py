"""/api/loads: exports in; /api/progress, /api/result, /api/cancel: how far a job is, what came of it, and its end."""

import shutil
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.errors import Refused
from etl.web.jobs.background import Job
from etl.web.jobs.uploads import Received, receive
from etl.web.services import Services, services


async def load(request: Request) -> Response:
    """Load the files of a form, several at once."""
    job = await begun(request, "Give one or more files in the field file.")
    return JSONResponse({"job_id": job.id}, 202)


def sample(request: Request) -> Response:
    """Load the sample export, to look around."""
    return JSONResponse({"job_id": begun_sample(services(request)).id}, 202)


def progress(request: Request) -> Response:
    """How far a job is."""
    return JSONResponse(services(request).jobs.find(request.path_params["job"]).told())


def result(request: Request) -> Response:
    """What came of a job, as it was made. 409 where it is not over, 500 where it failed."""
    job = services(request).jobs.find(request.path_params["job"])
    if not job.is_over:
        raise Refused(409, "The job is not done yet; ask /api/progress.")
    if job.state != "done":
        return JSONResponse({"error": job.message, "state": job.state}, 500 if job.state == "failed" else 410)
    return JSONResponse(job.result if isinstance(job.result, dict) else {"message": job.result})


def cancel(request: Request) -> Response:
    """Stop a job; what is loaded comes in whole or not at all."""
    job = services(request).jobs.find(request.path_params["job"])
    job.stop.set()
    return JSONResponse(job.told())


async def begun(request: Request, lacking: str) -> Job:
    """A job that loads the files of a form. Raises Refused with the sentence ``lacking`` where there are none."""
    ours = services(request)
    folder, received = await upload(request, ours)
    if not received.files:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(400, lacking, "file")
    return ours.jobs.start("load", lambda job: ours.loading.load(job, received.files, folder))


def begun_sample(ours: Services) -> Job:
    """A job that loads the sample export."""
    return ours.jobs.start("load", lambda job: ours.loading.load(job, [assets.sample()]))


async def upload(request: Request, ours: Services) -> tuple[Path, Received]:
    """Store the files of a form in a folder of their own; where that fails, nothing of them is left."""
    folder = ours.loading.folder()
    try:
        return folder, await receive(request, folder, ours.settings.upload_files)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


ROUTES: list[BaseRoute] = [
    Route("/loads", load, methods=["POST"]),
    Route("/loads/sample", sample, methods=["POST"]),
    Route("/progress/{job}", progress),
    Route("/result/{job}", result),
    Route("/cancel/{job}", cancel, methods=["POST"]),
]
