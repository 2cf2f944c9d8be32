import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pypiPackages } from './pypi-packages.ts';

/** An S3 server on this machine, with an empty bucket. */
export interface S3Server {
  /** Its URL. Buckets are in the path. */
  readonly endpoint: string;
  readonly bucket: string;
  /** The variables by which the AWS SDK finds it, with credentials. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const packages = ['moto[s3]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'];

/** Starts an S3 server: moto from PyPI, in a process that ends with this one. */
export async function startS3(bucket = 'assay-test'): Promise<S3Server> {
  const server = spawn('python3', [join(import.meta.dirname, 's3-server.py')], {
    env: { ...process.env, PYTHONPATH: await pypiPackages(packages) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const port = await Promise.race([
    once(server.stdout, 'data').then(([line]) => Number(String(line))),
    ended.then(() => {
      throw new Error("moto's server did not start.");
    }),
  ]);
  const endpoint = `http://127.0.0.1:${port}`;
  const made = await fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
  if (!made.ok) throw new Error(`moto answered ${made.status} to the creation of a bucket.`);
  return {
    endpoint,
    bucket,
    env: {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    },
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}
