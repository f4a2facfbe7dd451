package org.carbonaware.djl;

import org.carbonaware.control.tck.CrashCampaignContract;

class CrashCampaignTest extends CrashCampaignContract {
  @Override
  protected String name() {
    return "DJL";
  }

  @Override
  protected Class<?> child() {
    return DjlChild.class;
  }

  @Override
  protected int faultsOfEveryBuild() {
    return 4;
  }
}
