/** The Pod behind "Open Sample Pod": a script that takes its health away after half a minute, so that liveness restarts it. */

export const samplePod = `apiVersion: v1
kind: Pod
metadata:
  name: sample
spec:
  containers:
    - name: app
      image: busybox:1.37
      command: ["sh", "-c", "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600"]
      livenessProbe:
        exec:
          command: ["cat", "/tmp/healthy"]
        periodSeconds: 5
`;
