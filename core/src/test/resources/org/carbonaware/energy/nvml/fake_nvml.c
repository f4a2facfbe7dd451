/*
 * Stands in for NVIDIA's management library where there is no GPU. Needs no header of NVIDIA's; the
 * structures it fills are declared here and their sizes pinned. Link with -lm.
 *
 * -DFAKE_NVML_OLD_DRIVER   without energy counter, fields, processes, MIG and the set power limit
 * -DFAKE_NVML_BARE_DRIVER  also without power, utilisation and limits
 *
 * Knobs are environment variables, read at every call. KNOB_i for GPU i goes before KNOB for all.
 *
 *   FAKE_NVML_INIT=code         what initialising answers
 *   FAKE_NVML_DEVICES=n         number of GPUs, at most 8 (2); numbered against their PCI order
 *   FAKE_NVML_NAME=text         the model ("Fake GPU i")
 *   FAKE_NVML_POWER_MW=mw       what GPU 0 draws (100000); GPU i draws i watts more
 *   FAKE_NVML_WAVE_MW=mw        swings around that as a sine with this amplitude ...
 *   FAKE_NVML_WAVE_MS=ms        ... and period (10000)
 *   FAKE_NVML_CLOCK_MS=ms       the time, for the wave and the energy counter (0)
 *   FAKE_NVML_ARCHITECTURE=n    (5, Volta); from 7 on, Ampere, power readings are means over the last
 *                               second, unless FAKE_NVML_MOMENT=1 as on GA100
 *   FAKE_NVML_ENERGY_MJ=mj      what GPU 0's energy counter shows, GPU i a joule each more; else the
 *                               power summed up over the clock, in steps of 100 ms
 *   FAKE_NVML_UTILISATION=%     (100)
 *   FAKE_NVML_LOST=1            every reading answers 15
 *   FAKE_NVML_GENERATION=n      handles opened under another number answer 15
 *   FAKE_NVML_MIG=1             the GPU is partitioned; its instance is MIG-i000-fake
 *   FAKE_NVML_HANDLE_CODE, _ENERGY_CODE, _POWER_CODE, _FIELDS_CODE, _UTILISATION_CODE, _LIMIT_CODE,
 *   _DEFAULT_LIMIT_CODE, _RANGE_CODE, _SET_CODE, _PROCESSES_CODE, _ACTIVITY_CODE=code   what the
 *                               function answers
 *   FAKE_NVML_FIELD_CODE=code   the answer inside of each field's value (0)
 *   FAKE_NVML_FIELD_TYPE=type   how values of fields are typed (1 for power, 3 for energy)
 *   FAKE_NVML_ROOT=1            setting a power limit is allowed
 *   FAKE_NVML_PROCESSES=list    pid:MiB:SM% of each process, with commas; MiB -1 is not available
 *   FAKE_NVML_PROCESS_STARTS=1  one more process starts between two calls that list them
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, UNINITIALIZED = 1, INVALID = 2, NOT_SUPPORTED = 3, NO_PERMISSION = 4, NOT_FOUND = 6, TOO_SMALL = 7, LOST = 15 };
enum { MOST = 8, GENERATIONS = 4, DEFAULT_LIMIT = 300000, LEAST_LIMIT = 100000, HIGHEST_LIMIT = 400000 };
typedef unsigned long long u64;
struct device { int index, generation, instance; };
typedef struct device *Device;
typedef struct { char oldId[16]; unsigned numbers[5]; char busId[32]; } Pci;
typedef struct { unsigned gpu, memory; } Utilisation;
typedef struct { unsigned pid; u64 memory; unsigned gpuInstance, computeInstance; } Process;
typedef struct { unsigned pid; u64 time; unsigned sm, memory, encoder, decoder; } Sample;
typedef struct { unsigned id, scope; long long time, latency; unsigned type; int result; unsigned char value[8]; } Field;
_Static_assert(sizeof(Pci) == 68 && sizeof(Utilisation) == 8 && sizeof(Process) == 24, "as in nvml.h");
_Static_assert(sizeof(Sample) == 32 && sizeof(Field) == 40, "as in nvml.h");

static struct device devices[GENERATIONS][MOST];
static struct device instances[MOST];
static int opened;
static int energyReads;

static const char *text(const char *name, int index) {
    char own[64];
    snprintf(own, sizeof own, "FAKE_NVML_%s_%d", name, index);
    const char *value = index < 0 ? NULL : getenv(own);
    if (!value) { snprintf(own, sizeof own, "FAKE_NVML_%s", name); value = getenv(own); }
    return value && *value ? value : NULL;
}

static double knob(const char *name, int index, double fallback) {
    const char *value = text(name, index);
    return value ? atof(value) : fallback;
}

static int generation(void) { return (int) knob("GENERATION", -1, 0) % GENERATIONS; }
static unsigned count(void) { return (unsigned) knob("DEVICES", -1, 2); }

/* What a function answers before it does anything. */
static int answer(Device d, const char *codeKnob) {
    if (opened < 1) return UNINITIALIZED;
    if (!d) return INVALID;
    if (knob("LOST", d->index, 0) || d->generation != generation()) return LOST;
    return codeKnob ? (int) knob(codeKnob, d->index, OK) : OK;
}

/* For tests: how often the library is open, and how often an energy counter was read. */
int fake_nvml_opened(void) { return opened; }
int fake_nvml_energy_reads(void) { return energyReads; }

int nvmlInit_v2(void) { int code = (int) knob("INIT", -1, OK); opened += code == OK; return code; }
int nvmlShutdown(void) { if (opened < 1) return UNINITIALIZED; opened--; return OK; }
const char *nvmlErrorString(int code) { return code == 77 ? "Made-up Trouble" : "Error"; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = count(); return opened < 1 ? UNINITIALIZED : OK; }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device *device) {
    if (opened < 1) return UNINITIALIZED;
    if (index >= count() || index >= MOST) return INVALID;
    int code = (int) knob("HANDLE_CODE", (int) index, OK);
    if (code) return code;
    *device = &devices[generation()][index];
    (*device)->index = (int) index;
    (*device)->generation = generation();
    return OK;
}

int nvmlDeviceGetUUID(Device d, char *out, unsigned length) { snprintf(out, length, "GPU-%d000-fake", d->index); return answer(d, NULL); }

int nvmlDeviceGetHandleByUUID(const char *uuid, Device *device) {
    char own[32];
    if (opened < 1) return UNINITIALIZED;
    for (unsigned i = 0; i < count(); i++) {
        snprintf(own, sizeof own, "GPU-%u000-fake", i);
        if (!strcmp(own, uuid)) return nvmlDeviceGetHandleByIndex_v2(i, device);
        snprintf(own, sizeof own, "MIG-%u000-fake", i);
        if (!strcmp(own, uuid)) {
            instances[i] = (struct device) { (int) i, generation(), 1 };
            *device = &instances[i];
            return OK;
        }
    }
    return NOT_FOUND;
}

int nvmlDeviceGetName(Device d, char *out, unsigned length) {
    const char *name = text("NAME", d->index);
    if (name) snprintf(out, length, "%s", name);
    else snprintf(out, length, "Fake GPU %d", d->index);
    return answer(d, NULL);
}

int nvmlDeviceGetPciInfo_v3(Device d, Pci *pci) {
    memset(pci, 0, sizeof *pci);
    snprintf(pci->busId, sizeof pci->busId, "00000000:%02X:00.0", (unsigned) (0x80 - d->index) & 0xff);
    return answer(d, NULL);
}

#ifndef FAKE_NVML_BARE_DRIVER
static const double PI = 3.14159265358979323846;
static unsigned limits[MOST];

static double milliwatts(Device d) { return knob("POWER_MW", d->index, 100000) + 1000 * d->index; }

/* Millijoules drawn from time 0 on. */
static double drawn(Device d, double seconds) {
    double period = knob("WAVE_MS", d->index, 10000) / 1000;
    double wave = knob("WAVE_MW", d->index, 0) * period / (2 * PI) * (1 - cos(2 * PI * seconds / period));
    return milliwatts(d) * seconds + wave;
}

static int averages(Device d) { return knob("ARCHITECTURE", d->index, 5) >= 7 && !knob("MOMENT", d->index, 0); }

static unsigned power(Device d) {
    double now = knob("CLOCK_MS", -1, 0) / 1000, window = averages(d) ? 1 : 1e-3;
    return (unsigned) ((drawn(d, now) - drawn(d, now - window)) / window + 0.5);
}

int nvmlDeviceGetPowerUsage(Device d, unsigned *mw) {
    int code = answer(d, "POWER_CODE");
    if (!code) *mw = power(d);
    return code;
}

int nvmlDeviceGetUtilizationRates(Device d, Utilisation *u) {
    u->gpu = (unsigned) knob("UTILISATION", d->index, 100);
    u->memory = 40;
    return answer(d, "UTILISATION_CODE");
}

static unsigned limit(Device d) { return limits[d->index] ? limits[d->index] : DEFAULT_LIMIT; }

int nvmlDeviceGetEnforcedPowerLimit(Device d, unsigned *mw) { *mw = limit(d); return answer(d, "LIMIT_CODE"); }
int nvmlDeviceGetPowerManagementDefaultLimit(Device d, unsigned *mw) { *mw = DEFAULT_LIMIT; return answer(d, "DEFAULT_LIMIT_CODE"); }

int nvmlDeviceGetPowerManagementLimitConstraints(Device d, unsigned *min, unsigned *max) {
    *min = LEAST_LIMIT;
    *max = HIGHEST_LIMIT;
    return answer(d, "RANGE_CODE");
}

int nvmlDeviceSetPowerManagementLimit(Device d, unsigned mw) {
    int code = answer(d, "SET_CODE");
    if (code) return code;
    if (!knob("ROOT", -1, 0)) return NO_PERMISSION;
    if (mw < LEAST_LIMIT || mw > HIGHEST_LIMIT) return INVALID;
    limits[d->index] = mw;
    return OK;
}

/* Forgets what was set. */
void fake_nvml_reset(void) { memset(limits, 0, sizeof limits); opened = energyReads = 0; }

#ifndef FAKE_NVML_OLD_DRIVER
enum { ENERGY = 83, AVERAGE_POWER = 185, INSTANT_POWER = 186 };

static u64 energy(Device d) {
    energyReads++;
    const char *fixed = text("ENERGY_MJ", d->index);
    if (fixed) return (u64) atoll(fixed) + 1000 * (u64) d->index;
    double step = 0.1, now = knob("CLOCK_MS", -1, 0) / 1000;
    return 5000000000ULL + (u64) drawn(d, floor(now / step + 1e-6) * step);
}

int nvmlDeviceGetTotalEnergyConsumption(Device d, u64 *mj) {
    int code = answer(d, "ENERGY_CODE");
    if (!code) *mj = energy(d);
    return code;
}

int nvmlDeviceGetPowerManagementLimit(Device d, unsigned *mw) { *mw = limit(d); return answer(d, "LIMIT_CODE"); }

static void put(Field *f, double value) {
    unsigned u = (unsigned) value;
    u64 wide = (u64) value;
    int i = (int) value;
    unsigned short s = (unsigned short) value;
    memset(f->value, 0xAA, sizeof f->value); /* what a type does not use is not to be read */
    switch (f->type) {
        case 0: memcpy(f->value, &value, sizeof value); break;
        case 1: memcpy(f->value, &u, sizeof u); break;
        case 2: case 3: case 4: memcpy(f->value, &wide, sizeof wide); break;
        case 5: memcpy(f->value, &i, sizeof i); break;
        default: memcpy(f->value, &s, sizeof s);
    }
}

int nvmlDeviceGetFieldValues(Device d, int n, Field *f) {
    int code = answer(d, "FIELDS_CODE");
    for (int i = 0; !code && i < n; i++) {
        f[i].result = (int) knob("FIELD_CODE", d->index, OK);
        f[i].type = (unsigned) knob("FIELD_TYPE", d->index, f[i].id == ENERGY ? 3 : 1);
        if (f[i].id == ENERGY) put(&f[i], (double) energy(d));
        else if (f[i].id == AVERAGE_POWER) put(&f[i], power(d));
        else if (f[i].id == INSTANT_POWER) put(&f[i], power(d) + 1500.0);
        else f[i].result = NOT_SUPPORTED;
    }
    return code;
}

int nvmlDeviceGetArchitecture(Device d, unsigned *architecture) {
    *architecture = (unsigned) knob("ARCHITECTURE", d->index, 5);
    return answer(d, NULL);
}

int nvmlDeviceGetMigMode(Device d, unsigned *current, unsigned *pending) {
    *current = *pending = knob("MIG", d->index, 0) != 0;
    return answer(d, NULL);
}

int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(Device instance, Device *board) {
    return instance->instance ? nvmlDeviceGetHandleByIndex_v2((unsigned) instance->index, board) : INVALID;
}

static unsigned processes(int index, Process *p, Sample *s) {
    unsigned n = 0;
    const char *next = text("PROCESSES", index);
    while (next && *next && n < 16) {
        char *end;
        p[n].pid = s[n].pid = (unsigned) strtol(next, &end, 10);
        long mebibytes = strtol(end + 1, &end, 10);
        p[n].memory = mebibytes < 0 ? ~0ULL : (u64) mebibytes << 20;
        p[n].gpuInstance = p[n].computeInstance = ~0u;
        s[n].sm = (unsigned) strtol(end + 1, &end, 10);
        s[n].time = 1000000;
        next = *end ? end + 1 : end;
        n++;
    }
    return n;
}

int nvmlDeviceGetComputeRunningProcesses_v3(Device d, unsigned *n, Process *out) {
    Process p[17];
    Sample s[17];
    int code = answer(d, "PROCESSES_CODE");
    if (code) return code;
    memset(p, 0, sizeof p);
    unsigned room = *n, there = processes(d->index, p, s);
    if (out && knob("PROCESS_STARTS", d->index, 0)) p[there++].pid = 999999;
    *n = there;
    if (room < there) return TOO_SMALL;
    if (there) memcpy(out, p, there * sizeof *p);
    return OK;
}

int nvmlDeviceGetProcessUtilization(Device d, Sample *out, unsigned *n, u64 since) {
    Process p[16];
    Sample s[16];
    int code = answer(d, "ACTIVITY_CODE");
    if (code) return code;
    if (knob("MIG", d->index, 0)) return NOT_SUPPORTED;
    memset(s, 0, sizeof s);
    unsigned room = *n, there = processes(d->index, p, s);
    if (!there || since > 1000000) return NOT_FOUND;
    *n = there;
    if (room < there || !out) return TOO_SMALL;
    memcpy(out, s, there * sizeof *s);
    return OK;
}
#endif
#else
void fake_nvml_reset(void) { opened = energyReads = 0; }
#endif
