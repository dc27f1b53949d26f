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
const hub = (name: string): string => `https://hub.docker.com/_/${name}`;

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
const runtime = (names: readonly string[], cmd: readonly string[], name = names[0] ?? ''): KnownImage => ({
  ...debian,
  names,
  cmd,
  shell: 'bash',
  lacks: notInDebian.filter((tool) => tool !== 'curl' && tool !== 'wget'),
  // An interpreter without a script and without a terminal reads the end of its input and leaves.
  programs: Object.fromEntries(cmd.slice(0, 1).map((program) => [program, { exits: { afterMs: 50, code: 0 } }])),
  source: hub(name),
});

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
  { ...base, names: ['busybox'], cmd: ['sh'], shell: 'busybox', lacks: notInBusybox, source: hub('busybox') },
  { ...alpine, names: ['alpine'], cmd: ['/bin/sh'], source: hub('alpine') },
  { ...debian, names: ['debian', 'ubuntu'], cmd: ['bash'], shell: 'dash', source: hub('debian') },
  {
    ...debian,
    names: ['bash'],
    cmd: ['bash'],
    entrypoint: ['docker-entrypoint.sh'],
    shell: 'bash',
    programs: { 'docker-entrypoint.sh': {} },
    source: hub('bash'),
  },
  {
    ...debian,
    names: ['nginx'],
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: { nginx: server(80, { http: { folder: '/usr/share/nginx/html' }, listensAfterMs: 100 }) },
    files: { '/usr/share/nginx/html/index.html': nginxPage, '/etc/nginx/nginx.conf': 'events {}\n' },
    source: hub('nginx'),
  },
  {
    ...debian,
    names: ['nginxinc/nginx-unprivileged', 'nginx-unprivileged'],
    cmd: ['nginx', '-g', 'daemon off;'],
    user: 101,
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: { nginx: server(8080, { http: { folder: '/usr/share/nginx/html' }, listensAfterMs: 100 }) },
    files: { '/usr/share/nginx/html/index.html': nginxPage },
    source: 'https://hub.docker.com/r/nginxinc/nginx-unprivileged',
  },
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
    source: hub('httpd'),
  },
  {
    ...debian,
    names: ['redis', 'valkey/valkey', 'valkey'],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    workingDirectory: '/data',
    user: 0,
    programs: {
      'redis-server': server(6379),
      'valkey-server': server(6379),
      'redis-cli': { exits: { afterMs: 10, code: 0 }, prints: 'PONG\n' },
      'valkey-cli': { exits: { afterMs: 10, code: 0 }, prints: 'PONG\n' },
    },
    source: hub('redis'),
  },
  {
    ...debian,
    names: ['postgres'],
    entrypoint: ['docker-entrypoint.sh'],
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
      pg_isready: { exits: { afterMs: 20, code: 0 }, prints: '/var/run/postgresql:5432 - accepting connections\n' },
      psql: { exits: { afterMs: 50, code: 0 } },
    },
    source: hub('postgres'),
  },
  {
    ...debian,
    names: ['mysql', 'mariadb'],
    entrypoint: ['docker-entrypoint.sh'],
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
      mysqladmin: { exits: { afterMs: 20, code: 0 } },
      mysql: { exits: { afterMs: 50, code: 0 } },
      mariadb: { exits: { afterMs: 50, code: 0 } },
    },
    source: hub('mysql'),
  },
  {
    ...debian,
    names: ['mongo'],
    cmd: ['mongod'],
    programs: { mongod: server(27_017, { listensAfterMs: 2000 }), mongosh: { exits: { afterMs: 500, code: 0 } } },
    source: hub('mongo'),
  },
  {
    ...debian,
    names: ['memcached'],
    cmd: ['memcached'],
    user: 11_211,
    programs: { memcached: server(11_211) },
    source: hub('memcached'),
  },
  {
    ...debian,
    names: ['rabbitmq'],
    cmd: ['rabbitmq-server'],
    programs: { 'rabbitmq-server': server(5672, { listensAfterMs: 5000, onTerm: { afterMs: 2000, code: 0 } }) },
    source: hub('rabbitmq'),
  },
  {
    ...alpine,
    names: ['traefik'],
    isClosed: false,
    cmd: ['traefik'],
    programs: { traefik: server(80, { http: { status: 404, body: '404 page not found\n' } }) },
    source: hub('traefik'),
  },
  {
    ...alpine,
    names: ['caddy'],
    isClosed: false,
    cmd: ['caddy'],
    programs: { caddy: server(80, { http: { status: 200, body: 'Caddy works!\n' } }) },
    source: hub('caddy'),
  },
  {
    ...nothingInside,
    names: ['pause'],
    entrypoint: ['/pause'],
    programs: { pause: { onTerm: { afterMs: 0, code: 0 } } },
    user: 65_535,
    source: 'https://github.com/kubernetes/kubernetes/tree/master/build/pause',
  },
  {
    ...nothingInside,
    names: ['hello-world'],
    cmd: ['/hello'],
    programs: { hello: { exits: { afterMs: 10, code: 0 }, prints: '\nHello from Docker!\n' } },
    source: hub('hello-world'),
  },
  {
    ...nothingInside,
    names: ['traefik/whoami', 'containous/whoami'],
    entrypoint: ['/whoami'],
    programs: { whoami: server(80, { http: { status: 200, body: 'Hostname: pod\n' } }) },
    source: 'https://hub.docker.com/r/traefik/whoami',
  },
  {
    ...nothingInside,
    names: ['hashicorp/http-echo', 'http-echo'],
    entrypoint: ['/http-echo'],
    programs: { 'http-echo': server(5678, { http: { status: 200, body: 'hello-world\n' } }) },
    user: 65_532,
    source: 'https://hub.docker.com/r/hashicorp/http-echo',
  },
  {
    ...nothingInside,
    names: ['hello-app', 'google-samples/hello-app'],
    entrypoint: ['/hello-app'],
    programs: { 'hello-app': server(8080, { http: { status: 200, body: 'Hello, world!\n' } }) },
    source: 'https://github.com/GoogleCloudPlatform/kubernetes-engine-samples',
  },
  {
    ...debian,
    names: ['polinux/stress'],
    cmd: ['stress'],
    programs: { stress: {} },
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/',
  },
  {
    ...alpine,
    names: ['agnhost', 'e2e-test-images/agnhost'],
    isClosed: false,
    entrypoint: ['/agnhost'],
    cmd: ['pause'],
    lacks: [],
    source: 'https://github.com/kubernetes/kubernetes/tree/master/test/images/agnhost',
  },
  runtime(['node'], ['node']),
  runtime(['python'], ['python3']),
  runtime(['ruby'], ['irb']),
  runtime(['golang'], ['bash']),
  runtime(['openjdk', 'eclipse-temurin', 'amazoncorretto'], ['jshell'], 'eclipse-temurin'),
  runtime(['php'], ['php', '-a']),
  runtime(['perl'], ['perl', '-de0']),
];
