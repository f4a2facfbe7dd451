/*
 * Stands in for NVIDIA's management library where there is no GPU. Needs no header of NVIDIA's.
 * Knobs are environment variables, read at every call:
 *
 *   FAKE_DEVICES=n       number of GPUs, at most 4 (default 2)
 *   FAKE_ENERGY_MJ=mj    what GPU 0's energy counter shows; GPU i shows i joules more
 *   FAKE_POWER_MW=mw     what GPU 0 draws; GPU i draws i watts more
 *   FAKE_NO_ENERGY=1     there is no energy counter (answer 3)
 *   FAKE_LOST=1          no reading is possible (answer 15)
 *   FAKE_DENIED=i        GPU i may not be opened (answer 4), though it is counted
 *   FAKE_MIG=i           GPU i is partitioned
 *   FAKE_INIT=code       what initialising answers
 *
 * GPUs are numbered against their PCI order, as real ones may be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, INVALID = 2, NOT_SUPPORTED = 3, NO_PERMISSION = 4, LOST = 15, MOST = 4 };
typedef struct { int index; } *Device;
typedef struct { char oldId[16]; unsigned numbers[5]; char busId[32]; } Pci;
_Static_assert(sizeof(Pci) == 68, "as in nvml.h");

static int opened;

static long long knob(const char *name, long long fallback) {
    const char *text = getenv(name);
    return text && *text ? atoll(text) : fallback;
}

static int reading(void) { return opened < 1 ? 1 : knob("FAKE_LOST", 0) ? LOST : OK; }

int nvmlInit_v2(void) { int code = (int) knob("FAKE_INIT", OK); opened += code == OK; return code; }
int nvmlShutdown(void) { opened--; return OK; }
const char *nvmlErrorString(int code) { return code == 9 ? "Driver Not Loaded" : code == 18 ? "Driver/library version mismatch" : "Error"; }

int nvmlDeviceGetCount_v2(unsigned *count) { *count = (unsigned) knob("FAKE_DEVICES", 2); return OK; }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device *device) {
    static struct { int index; } devices[MOST];
    if (index >= MOST) return INVALID;
    if (knob("FAKE_DENIED", -1) == (long long) index) return NO_PERMISSION;
    devices[index].index = (int) index;
    *device = (Device) &devices[index];
    return OK;
}

int nvmlDeviceGetName(Device device, char *text, unsigned length) { snprintf(text, length, "Fake GPU %d", device->index); return OK; }
int nvmlDeviceGetUUID(Device device, char *text, unsigned length) { snprintf(text, length, "GPU-%d000-fake", device->index); return OK; }

int nvmlDeviceGetPciInfo_v3(Device device, Pci *pci) {
    memset(pci, 0, sizeof *pci);
    snprintf(pci->busId, sizeof pci->busId, "00000000:%02X:00.0", 0x80 - device->index);
    return OK;
}

int nvmlDeviceGetMigMode(Device device, unsigned *current, unsigned *pending) {
    *current = *pending = knob("FAKE_MIG", -1) == device->index;
    return OK;
}

int nvmlDeviceGetPowerUsage(Device device, unsigned *milliwatts) {
    *milliwatts = (unsigned) (knob("FAKE_POWER_MW", 100000) + 1000 * device->index);
    return reading();
}

#ifndef OLD_DRIVER
int nvmlDeviceGetTotalEnergyConsumption(Device device, unsigned long long *millijoules) {
    if (knob("FAKE_NO_ENERGY", 0)) return NOT_SUPPORTED;
    *millijoules = (unsigned long long) (knob("FAKE_ENERGY_MJ", 0) + 1000 * device->index);
    return reading();
}
#endif
