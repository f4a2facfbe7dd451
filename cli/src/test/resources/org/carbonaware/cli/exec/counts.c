/* Two threads and a child in a session of its own count in shared memory.
   usage: counts FOLDER: writes FOLDER/first.pid and child.pid; ends with 7 when FOLDER/end is there,
   after noting how many of the three counted. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

static volatile long *counts;

static void *count(void *which) {
  for (;;) {
    counts[(long)which]++;
    usleep(1000);
  }
  return NULL;
}

static void note(const char *folder, const char *name, long number) {
  char path[4096], target[4096];
  snprintf(path, sizeof path, "%s/%s.new", folder, name);
  snprintf(target, sizeof target, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  if (file == NULL || fprintf(file, "%ld", number) < 0 || fclose(file) != 0 || rename(path, target) != 0) exit(1);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  counts = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (counts == MAP_FAILED) return 1;
  pid_t child = fork();
  if (child == 0) {
    setsid();
    count((void *)2);
  }
  pthread_t thread;
  if (pthread_create(&thread, NULL, count, (void *)1) != 0) return 1;
  note(argv[1], "child.pid", child);
  note(argv[1], "first.pid", getpid());
  char end[4096];
  snprintf(end, sizeof end, "%s/end", argv[1]);
  while (access(end, F_OK) != 0) {
    counts[0]++;
    note(argv[1], "ticks", counts[0] + counts[1] + counts[2]);
    usleep(1000);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  note(argv[1], "counted", (counts[0] > 0) + (counts[1] > 0) + (counts[2] > 0));
  return 7;
}
