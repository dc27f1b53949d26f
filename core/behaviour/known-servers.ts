/** What the programs of well-known images do, as seen from outside: own observations. */
import type { ImageProgram, KnownImage } from './images.ts';

/** A server that stays, on its usual ports. */
const server = (port: number, more: Partial<ImageProgram> = {}): ImageProgram => ({
  listens: [port],
  listensAfterMs: 300,
  ...more,
});
/** A program that does its work and ends. */
const client = (afterMs: number, prints = ''): ImageProgram => ({ exits: { afterMs, code: 0 }, prints });
/** Either prefix, with the password itself, in a file, empty or random. */
const rootPasswords = ['MYSQL', 'MARIADB'].flatMap((prefix) =>
  [
    'ROOT_PASSWORD',
    'ROOT_PASSWORD_FILE',
    'ALLOW_EMPTY_PASSWORD',
    'ALLOW_EMPTY_ROOT_PASSWORD',
    'RANDOM_ROOT_PASSWORD',
    'ROOT_PASSWORD_HASH',
  ].map((name) => `${prefix}_${name}`),
);

const rabbit = server(5672, { listensAfterMs: 5000, onTerm: { afterMs: 2000, code: 0 } });
const nginx = { http: { folder: '/usr/share/nginx/html' }, listensAfterMs: 100 } as const;
const apache = server(80, { http: { folder: '/usr/local/apache2/htdocs' } });
const redis = server(6379);
const redisClient = client(10, 'PONG\n');
const says = (body: string, status = 200): Pick<ImageProgram, 'http'> => ({ http: { status, body } });

/** By the first name of the image; other programs do their work and end. */
export const knownServers: Readonly<Record<string, Readonly<Record<string, ImageProgram>>>> = {
  nginx: { nginx: server(80, nginx) },
  'nginxinc/nginx-unprivileged': { nginx: server(8080, nginx) },
  httpd: { 'httpd-foreground': apache, httpd: apache },
  redis: { 'redis-server': redis, 'valkey-server': redis, 'redis-cli': redisClient, 'valkey-cli': redisClient },
  postgres: {
    postgres: server(5432, {
      listensAfterMs: 3000,
      onTerm: { afterMs: 100, code: 0 },
      needsOneOf: {
        names: ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
        otherwise: 'Error: Database is uninitialized and superuser password is not specified.\n',
      },
    }),
    pg_isready: client(20, '/var/run/postgresql:5432 - accepting connections\n'),
  },
  mysql: {
    mysqld: server(3306, {
      listensAfterMs: 10_000,
      onTerm: { afterMs: 1000, code: 0 },
      needsOneOf: {
        names: rootPasswords,
        otherwise: '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n',
      },
    }),
    mysqladmin: client(20),
  },
  mongo: { mongod: server(27_017, { listensAfterMs: 2000 }), mongosh: client(500) },
  memcached: { memcached: server(11_211) },
  rabbitmq: { 'rabbitmq-server': rabbit },
  traefik: { traefik: server(80, says('404 page not found\n', 404)) },
  caddy: { caddy: server(80, says('Caddy works!\n')) },
  pause: { pause: { onTerm: { afterMs: 0, code: 0 } } },
  'hello-world': { hello: client(10, '\nHello from Docker!\n') },
  'traefik/whoami': { whoami: server(80, says('Hostname: pod\n')) },
  'hashicorp/http-echo': { 'http-echo': server(5678, says('hello-world\n')) },
  'hello-app': { 'hello-app': server(8080, says('Hello, world!\n')) },
};

/** A program that an image holds. A client, and an interpreter without a script and without a terminal, is done at once. */
export function programOf({ names, isManaged }: KnownImage, program: string): ImageProgram {
  const known = knownServers[names[0] ?? '']?.[program] ?? client(50);
  return isManaged === true ? { ...known, listens: [5672, 15_672], ...says('') } : known;
}
