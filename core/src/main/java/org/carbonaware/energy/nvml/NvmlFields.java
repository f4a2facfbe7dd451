package org.carbonaware.energy.nvml;

import com.sun.jna.Memory;

/** Values of a GPU that are asked for by number, each with a type and a code of its own. */
final class NvmlFields {
  /** Millijoules since the driver was loaded. */
  static final int ENERGY = 83;

  /** Milliwatts as a mean over the last second. */
  static final int AVERAGE_POWER = 185;

  /** Milliwatts of the moment. */
  static final int INSTANT_POWER = 186;

  // nvmlFieldValue_t
  private static final int BYTES = 40;
  private static final int FIELD_ID = 0;
  private static final int VALUE_TYPE = 24;
  private static final int RETURN = 28;
  private static final int VALUE = 32;

  private final NvmlGpu gpu;
  private final Memory field = new Memory(BYTES);

  NvmlFields(NvmlGpu gpu) {
    this.gpu = gpu;
  }

  /** Reads one value, rounded to a whole number. */
  Answer read(int id) {
    field.clear();
    field.setInt(FIELD_ID, id);
    int code = gpu.call(
        "nvmlDeviceGetFieldValues",
        library -> library.nvmlDeviceGetFieldValues(gpu.handle(), 1, field));
    if (code == NvmlCodes.OK) {
      code = field.getInt(RETURN); // the call may go well and the field not
    }
    return code == NvmlCodes.OK ? value() : Answer.without(code);
  }

  /** The value lies in a union; what its type does not use is not set. */
  private Answer value() {
    return switch (field.getInt(VALUE_TYPE)) {
      case 0 -> Answer.of(Math.round(field.getDouble(VALUE)));
      case 1 -> Answer.of(Integer.toUnsignedLong(field.getInt(VALUE)));
      case 2 -> Answer.of(field.getNativeLong(VALUE).longValue()); // 4 bytes on Windows
      case 3, 4 -> Answer.of(field.getLong(VALUE));
      case 5 -> Answer.of(field.getInt(VALUE));
      case 6 -> Answer.of(Short.toUnsignedLong(field.getShort(VALUE)));
      default -> Answer.without(NvmlCodes.NOT_SUPPORTED);
    };
  }
}
