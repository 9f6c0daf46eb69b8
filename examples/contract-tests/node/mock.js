import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** Starts the mock on a free port; nextRequest resolves to the next line of its log. */
export async function startMock() {
  const program = createRequire(import.meta.url).resolve('clevertap-openapi/mock.js');
  const child = spawn(process.execPath, [program, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error('the mock has ended');
    return JSON.parse(value);
  };
  const { listening } = await next();
  return { url: listening, nextRequest: next, stop: () => child.kill() };
}
