/** The names of all tools that an image can hold: what a container holds does not depend on what is loaded. */
export const toolNames: readonly string[] = (
  'cat head tail wc seq mkdir touch rm unlink rmdir ls echo printf pwd true false test [ [[ date grep egrep fgrep nc ncat ' +
  'netcat httpd wget curl nslookup getent host dig kill sleep expr sh bash ash dash tee cut tr sort uniq base64 rev tac ' +
  'nl cp mv ln chmod chown chgrp dd truncate mktemp stat find readlink realpath du basename dirname pidof pgrep pkill ' +
  'killall ps env printenv timeout xargs id whoami which uname watch yes pause nohup setsid nice ionice stdbuf time exec ' +
  'su-exec gosu chroot taskset tini dumb-init sync clear stty mount sysctl reset hostname nproc tty sed awk gawk mawk ping'
).split(' ');
