"""The application behind the servers of a capture. Each request tells in its X-Cost header what it is to cost."""

import json
import sys
import threading
import time
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

PIECE_BYTES = 65536
leaked = []


def burn(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def pieces(size, held, threads):
    """The response; whoever hangs up in the midst of it leaves threads behind that nobody ends."""
    sent = 0
    try:
        while sent < size:
            yield b'x' * min(PIECE_BYTES, size - sent)
            sent += PIECE_BYTES
    finally:
        del held
        if sent < size:
            for _ in range(threads):
                threading.Thread(target=threading.Event().wait, daemon=True).start()


def application(environ, start_response):
    cost = json.loads(environ.get('HTTP_X_COST') or '{}')
    environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
    burn(cost.get('cpuSeconds', 0))
    held = b'x' * cost.get('memoryBytes', 0)
    if cost.get('leakedBytes', 0) > 0:
        leaked.append(b'x' * cost['leakedBytes'])
    time.sleep(cost.get('waitSeconds', 0))
    size = cost.get('bytes', 100)
    status = cost.get('status', 200)
    size = 0 if status == 304 else size
    start_response(f'{status} OK', [('Content-Type', 'text/html'), ('Content-Length', str(size))])
    return pieces(size, held, cost.get('leakedThreads', 0))


class ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 512


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass

    def address_string(self):
        return self.client_address[0]


if __name__ == '__main__':
    server = ThreadedServer(('127.0.0.1', int(sys.argv[1])), SilentHandler)
    server.set_app(application)
    server.serve_forever()
