package org.carbonaware.control;

import org.carbonaware.control.tck.CrashCampaignContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class CrashCampaignTest extends CrashCampaignContract {
  @Override
  protected String name() {
    return "core";
  }

  @Override
  protected Class<?> child() {
    return PlainChild.class;
  }

  @Override
  protected int faultsOfEveryBuild() {
    return 13; // each once
  }
}
