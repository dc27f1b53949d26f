/**
 * `@ngrok/webernetes` as a peer: milliseconds a run of the same Pod. Its files import each other without endings, so
 * it is bundled
 * first. Its clock can be stepped, but does not say when the next thing is due: it is stepped by 100 ms, and promises
 * settle after each.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { peerProbes, peerSeconds } from './pods.ts';

const STEP_MS = 100;
const TIMES = 5;

interface Cluster {
  readonly clock: { pause(): void; step(ms: number): void };
  registerImage(image: unknown): void;
  init(): Promise<void>;
  apply(objects: readonly object[]): Promise<unknown>;
  close(): Promise<void>;
  informer(resource: 'pods', seen: (type: string, pod: PodView) => void): unknown;
}
interface PodView {
  readonly metadata?: { readonly name?: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}
interface Context {
  listenHttp(port: number, answer: () => Promise<object>): void;
  waitUntilKilled(): Promise<number>;
}
interface Library {
  readonly Cluster: new () => Cluster;
  readonly BaseImage: new () => object;
}

export async function runWebernetes(): Promise<number | string> {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-bench-'));
  try {
    const library = await load(folder);
    const times: number[] = [];
    for (let i = 0; i < TIMES; i++) times.push(await once(library));
    return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
  } catch (error) {
    return `did not run: ${String(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function load(folder: string): Promise<Library> {
  const outfile = join(folder, 'webernetes.mjs');
  const contents = "export { BaseImage, Cluster } from '@ngrok/webernetes';";
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: { js: banner },
    outfile,
    logLevel: 'error',
  });
  return (await import(pathToFileURL(outfile).href)) as Library;
}

/** Time from the application of the Pod; the start of the cluster does not count. */
async function once({ Cluster, BaseImage }: Library): Promise<number> {
  class App extends BaseImage {
    static readonly imageName = 'app';
    static readonly imageVersion = '1.0';
    readonly defaultCommand = ['server'];
    exec(context: Context): Promise<number> {
      context.listenHttp(8080, () => Promise.resolve({ status: 200, body: 'ok' }));
      return context.waitUntilKilled();
    }
  }
  const cluster = new Cluster();
  cluster.registerImage(App);
  await cluster.init();
  let isReady = false;
  cluster.informer('pods', (_, pod) => {
    if (pod.metadata?.name === 'web')
      isReady ||= pod.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') === true;
  });
  const spec = { containers: [{ name: 'app', image: 'app:1.0', ...peerProbes }] };
  const start = performance.now();
  await cluster.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }]);
  cluster.clock.pause();
  for (let ms = 0; ms < peerSeconds * 1000; ms += STEP_MS) {
    cluster.clock.step(STEP_MS);
    await new Promise((settled) => setImmediate(settled));
  }
  const took = performance.now() - start;
  if (!isReady) throw new Error('the Pod did not get ready');
  void cluster.close();
  return took;
}
