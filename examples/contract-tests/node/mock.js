import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

/** Starts the mock on a free port. Its log is an array that grows. */
export async function startMock() {
  const program = createRequire(import.meta.url).resolve('clevertap-openapi/mock.js');
  const child = spawn(process.execPath, [program, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const log = [];
  const url = await new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error('the mock did not start')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line);
      if (entry.listening) resolve(entry.listening);
      else log.push(entry);
    });
  });
  return { url, log, stop: () => child.kill() };
}
