/** The table of well-known images: own observations, each with the page that documents it. */
import type { KnownImage } from './images.ts';

/** In no small image. */
const rare = 'curl bash dash gosu su-exec tini dumb-init dig host ncat netcat stdbuf pause gawk mawk';
const notInBusybox = `${rare} getent`.split(' ');
export const notInAlpine: readonly string[] = `${rare} httpd`.split(' ');
const notInDebian = (
  'curl wget nc ncat netcat httpd ps pidof pgrep pkill killall nslookup dig host ping watch ash su-exec gosu tini ' +
  'dumb-init pause gawk'
).split(' ');

const base = { entrypoint: [], cmd: [], programs: [], user: 0, isClosed: true } as const;
const debian = { ...base, shell: 'dash', lacks: notInDebian, isClosed: false } as const;
const alpine = { ...base, shell: 'busybox', lacks: notInAlpine } as const;
const nothingInside = { ...base, shell: 'none', lacks: [] } as const;

/** An official image whose entry point runs what it is told. */
const entry = { ...debian, entrypoint: ['docker-entrypoint.sh'] } as const;
const runtime = (names: readonly string[], ...cmd: readonly string[]): KnownImage => ({
  ...debian,
  names,
  cmd,
  shell: 'bash',
  lacks: notInDebian.filter((tool) => tool !== 'curl' && tool !== 'wget'),
  programs: cmd.slice(0, 1),
});

const nginxPage =
  '<!DOCTYPE html>\n<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1></body></html>\n';

export const knownImages: readonly KnownImage[] = [
  // https://hub.docker.com/_/busybox
  { ...base, names: ['busybox'], cmd: ['sh'], shell: 'busybox', lacks: notInBusybox },
  // https://hub.docker.com/_/alpine
  { ...alpine, names: ['alpine'], cmd: ['/bin/sh'] },
  // https://hub.docker.com/_/debian
  { ...debian, names: ['debian', 'ubuntu'], cmd: ['bash'], shell: 'dash' },
  // https://hub.docker.com/_/bash
  { ...entry, names: ['bash'], cmd: ['bash'], shell: 'bash', programs: ['docker-entrypoint.sh'] },
  // https://hub.docker.com/_/nginx
  {
    ...debian,
    names: ['nginx'],
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: ['nginx'],
    files: { '/usr/share/nginx/html/index.html': nginxPage, '/etc/nginx/nginx.conf': 'events {}\n' },
  },
  // https://hub.docker.com/r/nginxinc/nginx-unprivileged
  {
    ...debian,
    names: ['nginxinc/nginx-unprivileged', 'nginx-unprivileged'],
    cmd: ['nginx', '-g', 'daemon off;'],
    user: 101,
    lacks: notInDebian.filter((tool) => tool !== 'curl'),
    programs: ['nginx'],
    files: { '/usr/share/nginx/html/index.html': nginxPage },
  },
  // https://hub.docker.com/_/httpd
  {
    ...debian,
    names: ['httpd'],
    cmd: ['httpd-foreground'],
    workingDirectory: '/usr/local/apache2',
    programs: ['httpd-foreground', 'httpd'],
    files: { '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n' },
  },
  // https://hub.docker.com/_/redis
  {
    ...entry,
    names: ['redis', 'valkey/valkey', 'valkey'],
    cmd: ['redis-server'],
    workingDirectory: '/data',
    user: 0,
    programs: ['redis-server', 'valkey-server', 'redis-cli', 'valkey-cli'],
  },
  // https://hub.docker.com/_/postgres
  { ...entry, names: ['postgres'], cmd: ['postgres'], programs: ['postgres', 'pg_isready', 'psql'] },
  // https://hub.docker.com/_/mysql
  { ...entry, names: ['mysql', 'mariadb'], cmd: ['mysqld'], programs: ['mysqld', 'mysqladmin', 'mysql', 'mariadb'] },
  // https://hub.docker.com/_/mongo
  { ...debian, names: ['mongo'], cmd: ['mongod'], programs: ['mongod', 'mongosh'] },
  // https://hub.docker.com/_/memcached
  { ...debian, names: ['memcached'], cmd: ['memcached'], user: 11_211, programs: ['memcached'] },
  // https://hub.docker.com/_/rabbitmq
  { ...debian, names: ['rabbitmq'], cmd: ['rabbitmq-server'], programs: ['rabbitmq-server'] },
  // https://hub.docker.com/_/traefik
  { ...alpine, names: ['traefik'], isClosed: false, cmd: ['traefik'], programs: ['traefik'] },
  // https://hub.docker.com/_/caddy
  { ...alpine, names: ['caddy'], isClosed: false, cmd: ['caddy'], programs: ['caddy'] },
  // https://github.com/kubernetes/kubernetes/tree/master/build/pause
  { ...nothingInside, names: ['pause'], entrypoint: ['/pause'], programs: ['pause'], user: 65_535 },
  // https://hub.docker.com/_/hello-world
  { ...nothingInside, names: ['hello-world'], cmd: ['/hello'], programs: ['hello'] },
  // https://hub.docker.com/r/traefik/whoami
  { ...nothingInside, names: ['traefik/whoami', 'containous/whoami'], entrypoint: ['/whoami'], programs: ['whoami'] },
  // https://hub.docker.com/r/hashicorp/http-echo
  {
    ...nothingInside,
    names: ['hashicorp/http-echo', 'http-echo'],
    entrypoint: ['/http-echo'],
    programs: ['http-echo'],
    user: 65_532,
  },
  // https://github.com/GoogleCloudPlatform/kubernetes-engine-samples
  {
    ...nothingInside,
    names: ['hello-app', 'google-samples/hello-app'],
    entrypoint: ['/hello-app'],
    programs: ['hello-app'],
  },
  // https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/
  { ...debian, names: ['polinux/stress'], cmd: ['stress'], programs: ['stress'] },
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
