/** The table of well-known images: own observations, each with the page that documents it. */
import type { ImageProgram, KnownImage } from './images.ts';

/** In no small image. */
const rare = 'curl bash dash gosu su-exec tini dumb-init dig host ncat netcat stdbuf pause gawk mawk';
const notInBusybox = `${rare} getent`.split(' ');
export const notInAlpine: readonly string[] = `${rare} httpd`.split(' ');
const notInDebian = (
  'curl wget nc ncat netcat httpd ps pidof pgrep pkill killall nslookup dig host ping watch ash su-exec gosu tini ' +
  'dumb-init pause gawk'
).split(' ');

const base = { entrypoint: [], cmd: [], programs: {}, user: 0, isClosed: true } as const;
const debian = { ...base, shell: 'dash', lacks: notInDebian, isClosed: false } as const;
const alpine = { ...base, shell: 'busybox', lacks: notInAlpine } as const;
const nothingInside = { ...base, shell: 'none', lacks: [] } as const;

/** A server that stays, on its usual ports. */
const server = (port: number, more: Partial<ImageProgram> = {}): ImageProgram => ({
  listens: [port],
  listensAfterMs: 300,
  ...more,
});
/** A program that does its work and ends. */
const client = (afterMs: number, prints = ''): ImageProgram => ({ exits: { afterMs, code: 0 }, prints });
/** An official image whose entry point runs what it is told. */
const entry = { ...debian, entrypoint: ['docker-entrypoint.sh'] } as const;
const runtime = (names: readonly string[], ...cmd: readonly string[]): KnownImage => ({
  ...debian,
  names,
  cmd,
  shell: 'bash',
  lacks: notInDebian.filter((tool) => tool !== 'curl' && tool !== 'wget'),
  // An interpreter without a script and without a terminal reads the end of its input and leaves.
  programs: Object.fromEntries(cmd.slice(0, 1).map((program) => [program, client(50)])),
});

const rabbit = { listensAfterMs: 5000, onTerm: { afterMs: 2000, code: 0 } } as const;

const nginxPage =
  '<!DOCTYPE html>\n<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1></body></html>\n';

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

export const knownImages: readonly KnownImage[] = [
  // https://hub.docker.com/_/busybox
  { ...base, names: ['busybox'], cmd: ['sh'], shell: 'busybox', lacks: notInBusybox },
  // https://hub.docker.com/_/alpine
  { ...alpine, names: ['alpine'], cmd: ['/bin/sh'] },
  // https://hub.docker.com/_/debian
  { ...debian, names: ['debian', 'ubuntu'], cmd: ['bash'], shell: 'dash' },
  // https://hub.docker.com/_/bash
  { ...entry, names: ['bash'], cmd: ['bash'], shell: 'bash', programs: { 'docker-entrypoint.sh': {} } },
  // https://hub.docker.com/_/nginx
  {
    ...debian,
    names: ['nginx'],
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: { nginx: server(80, { http: { folder: '/usr/share/nginx/html' }, listensAfterMs: 100 }) },
    files: { '/usr/share/nginx/html/index.html': nginxPage, '/etc/nginx/nginx.conf': 'events {}\n' },
  },
  // https://hub.docker.com/r/nginxinc/nginx-unprivileged
  {
    ...debian,
    names: ['nginxinc/nginx-unprivileged', 'nginx-unprivileged'],
    cmd: ['nginx', '-g', 'daemon off;'],
    user: 101,
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: { nginx: server(8080, { http: { folder: '/usr/share/nginx/html' }, listensAfterMs: 100 }) },
    files: { '/usr/share/nginx/html/index.html': nginxPage },
  },
  // https://hub.docker.com/_/httpd
  {
    ...debian,
    names: ['httpd'],
    cmd: ['httpd-foreground'],
    workingDirectory: '/usr/local/apache2',
    programs: {
      'httpd-foreground': server(80, { http: { folder: '/usr/local/apache2/htdocs' } }),
      httpd: server(80, { http: { folder: '/usr/local/apache2/htdocs' } }),
    },
    files: { '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n' },
  },
  // https://hub.docker.com/_/redis
  {
    ...entry,
    names: ['redis', 'valkey/valkey', 'valkey'],
    cmd: ['redis-server'],
    workingDirectory: '/data',
    user: 0,
    programs: {
      'redis-server': server(6379),
      'valkey-server': server(6379),
      'redis-cli': client(10, 'PONG\n'),
      'valkey-cli': client(10, 'PONG\n'),
    },
  },
  // https://hub.docker.com/_/postgres
  {
    ...entry,
    names: ['postgres'],
    cmd: ['postgres'],
    programs: {
      postgres: server(5432, {
        listensAfterMs: 3000,
        onTerm: { afterMs: 100, code: 0 },
        needsOneOf: {
          names: ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
          otherwise: 'Error: Database is uninitialized and superuser password is not specified.\n',
        },
      }),
      pg_isready: client(20, '/var/run/postgresql:5432 - accepting connections\n'),
      psql: client(50),
    },
  },
  // https://hub.docker.com/_/mysql
  {
    ...entry,
    names: ['mysql', 'mariadb'],
    cmd: ['mysqld'],
    programs: {
      mysqld: server(3306, {
        listensAfterMs: 10_000,
        onTerm: { afterMs: 1000, code: 0 },
        needsOneOf: {
          names: rootPasswords,
          otherwise: '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n',
        },
      }),
      mysqladmin: client(20),
      mysql: client(50),
      mariadb: client(50),
    },
  },
  // https://hub.docker.com/_/mongo
  {
    ...debian,
    names: ['mongo'],
    cmd: ['mongod'],
    programs: { mongod: server(27_017, { listensAfterMs: 2000 }), mongosh: client(500) },
  },
  // https://hub.docker.com/_/memcached
  { ...debian, names: ['memcached'], cmd: ['memcached'], user: 11_211, programs: { memcached: server(11_211) } },
  // https://hub.docker.com/_/rabbitmq
  {
    ...debian,
    names: ['rabbitmq'],
    cmd: ['rabbitmq-server'],
    programs: { 'rabbitmq-server': server(5672, rabbit) },
    managed: {
      'rabbitmq-server': server(5672, { ...rabbit, listens: [5672, 15_672], http: { status: 200, body: '' } }),
    },
  },
  // https://hub.docker.com/_/traefik
  {
    ...alpine,
    names: ['traefik'],
    isClosed: false,
    cmd: ['traefik'],
    programs: { traefik: server(80, { http: { status: 404, body: '404 page not found\n' } }) },
  },
  // https://hub.docker.com/_/caddy
  {
    ...alpine,
    names: ['caddy'],
    isClosed: false,
    cmd: ['caddy'],
    programs: { caddy: server(80, { http: { status: 200, body: 'Caddy works!\n' } }) },
  },
  // https://github.com/kubernetes/kubernetes/tree/master/build/pause
  {
    ...nothingInside,
    names: ['pause'],
    entrypoint: ['/pause'],
    programs: { pause: { onTerm: { afterMs: 0, code: 0 } } },
    user: 65_535,
  },
  // https://hub.docker.com/_/hello-world
  {
    ...nothingInside,
    names: ['hello-world'],
    cmd: ['/hello'],
    programs: { hello: client(10, '\nHello from Docker!\n') },
  },
  // https://hub.docker.com/r/traefik/whoami
  {
    ...nothingInside,
    names: ['traefik/whoami', 'containous/whoami'],
    entrypoint: ['/whoami'],
    programs: { whoami: server(80, { http: { status: 200, body: 'Hostname: pod\n' } }) },
  },
  // https://hub.docker.com/r/hashicorp/http-echo
  {
    ...nothingInside,
    names: ['hashicorp/http-echo', 'http-echo'],
    entrypoint: ['/http-echo'],
    programs: { 'http-echo': server(5678, { http: { status: 200, body: 'hello-world\n' } }) },
    user: 65_532,
  },
  // https://github.com/GoogleCloudPlatform/kubernetes-engine-samples
  {
    ...nothingInside,
    names: ['hello-app', 'google-samples/hello-app'],
    entrypoint: ['/hello-app'],
    programs: { 'hello-app': server(8080, { http: { status: 200, body: 'Hello, world!\n' } }) },
  },
  // https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/
  { ...debian, names: ['polinux/stress'], cmd: ['stress'], programs: { stress: {} } },
  // https://github.com/kubernetes/kubernetes/tree/master/test/images/agnhost
  {
    ...alpine,
    names: ['agnhost', 'e2e-test-images/agnhost'],
    isClosed: false,
    entrypoint: ['/agnhost'],
    cmd: ['pause'],
    lacks: [],
  },
  // https://hub.docker.com/_/node and its like; `eclipse-temurin` for Java
  runtime(['node'], 'node'),
  runtime(['python'], 'python3'),
  runtime(['ruby'], 'irb'),
  runtime(['golang'], 'bash'),
  runtime(['openjdk', 'eclipse-temurin', 'amazoncorretto'], 'jshell'),
  runtime(['php'], 'php', '-a'),
  runtime(['perl'], 'perl', '-de0'),
];
