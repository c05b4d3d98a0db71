// GDAL's housekeeping: registration once, its messages captured a thread instead of printed, handles owned.
#pragma once

#include <gdal_priv.h>

#include <memory>
#include <string>
#include <vector>

namespace mulens::read {

/// Registers the drivers once; any thread.
void start_gdal();

/// While alive, GDAL's messages on this thread are kept here and not printed. Objects nest.
class GdalMessages {
  public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    [[nodiscard]] bool failed() const { return !failures_.empty(); }
    /// The first failure (or warning) as one sentence without line breaks; "" for none.
    [[nodiscard]] std::string text() const;
    void clear();

  private:
    static void CPL_STDCALL take(CPLErr level, CPLErrorNum number, const char* message);
    std::vector<std::string> failures_;
    std::vector<std::string> warnings_;
};

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

/// nullptr where no vector driver takes it; the reason is in `messages`.
[[nodiscard]] Dataset open_dataset(const std::string& path, const std::vector<std::string>& options);

}  // namespace mulens::read
