#include "read/raster.hpp"

#include "base/error.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gdalwarper.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace mulens::read {
namespace {

struct Closer {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Closer>;

int stopped(double, const char*, void* progress) {
    return static_cast<Progress*>(progress)->stop_requested() ? FALSE : TRUE;
}

void take_palette(GDALRasterBand& band, std::vector<std::uint8_t>& rgba) {
    const GDALColorTable* colours = band.GetColorTable();
    if (colours == nullptr) return;
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        const GDALColorEntry* entry = colours->GetColorEntry(rgba[i]);
        if (entry == nullptr) continue;
        rgba[i] = static_cast<std::uint8_t>(entry->c1);
        rgba[i + 1] = static_cast<std::uint8_t>(entry->c2);
        rgba[i + 2] = static_cast<std::uint8_t>(entry->c3);
    }
}

}  // namespace

RasterPart read_raster(const std::string& path, const std::string& crs, const geom::Box& box, int width, int height,
                       Progress& progress) {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const struct Restore {
        ~Restore() { CPLPopErrorHandler(); }
    } restore;
    const Dataset source(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!source || source->GetRasterCount() == 0)
        throw Error::make(ExitCode::unreadable, "{}: is no raster that GDAL reads (GeoTIFF, MBTiles …)", path);
    if (source->GetSpatialRef() == nullptr)
        throw Error::make(ExitCode::crs, "{}: does not say where it lies (no CRS); add a world file and .prj", path);
    OGRSpatialReference target;
    target.SetFromUserInput(crs.c_str());
    char* text = nullptr;
    target.exportToWkt(&text);
    const std::string wkt(text == nullptr ? "" : text);
    CPLFree(text);
    const Dataset warped(static_cast<GDALDataset*>(
        GDALAutoCreateWarpedVRT(source.get(), nullptr, wkt.c_str(), GRA_Bilinear, 0.125, nullptr)));
    if (!warped) throw Error::make(ExitCode::crs, "{}: cannot be brought into {}", path, crs);
    double g[6];
    warped->GetGeoTransform(g);
    RasterPart out;
    const double x0 = std::max((box.min_x - g[0]) / g[1], 0.0);
    const double x1 = std::min((box.max_x - g[0]) / g[1], static_cast<double>(warped->GetRasterXSize()));
    const double y0 = std::max((box.max_y - g[3]) / g[5], 0.0);
    const double y1 = std::min((box.min_y - g[3]) / g[5], static_cast<double>(warped->GetRasterYSize()));
    const int px0 = static_cast<int>(std::floor(x0)), py0 = static_cast<int>(std::floor(y0));
    const int columns = std::min(static_cast<int>(std::ceil(x1)), warped->GetRasterXSize()) - px0;
    const int rows = std::min(static_cast<int>(std::ceil(y1)), warped->GetRasterYSize()) - py0;
    if (!(x1 > x0) || !(y1 > y0) || columns <= 0 || rows <= 0) return out;
    const double share = std::min({1.0, static_cast<double>(width) / columns, static_cast<double>(height) / rows});
    out.width = std::max(1, static_cast<int>(columns * share));
    out.height = std::max(1, static_cast<int>(rows * share));
    out.box = {g[0] + px0 * g[1], g[3] + (py0 + rows) * g[5], g[0] + (px0 + columns) * g[1], g[3] + py0 * g[5]};
    out.rgba.assign(4 * static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), 255);
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG(how);
    how.eResampleAlg = GRIORA_Average;
    how.pfnProgress = stopped;
    how.pProgressData = &progress;
    const int bands = warped->GetRasterCount();
    for (int channel = 0; channel < 4; ++channel) {
        GDALRasterBand* band = nullptr;
        if (channel == 3) {
            for (int b = 1; b <= bands; ++b)
                if (warped->GetRasterBand(b)->GetColorInterpretation() == GCI_AlphaBand)
                    band = warped->GetRasterBand(b);
            if (band == nullptr) band = warped->GetRasterBand(1)->GetMaskBand();
        } else {
            band = warped->GetRasterBand(bands >= 3 ? channel + 1 : 1);
        }
        if (band->RasterIO(GF_Read, px0, py0, columns, rows, out.rgba.data() + channel, out.width, out.height, GDT_Byte,
                           4, 4 * static_cast<GSpacing>(out.width), &how) != CE_None) {
            progress.check();
            throw Error::make(ExitCode::unreadable, "{}: cannot be read: {}", path, CPLGetLastErrorMsg());
        }
    }
    if (bands < 3) take_palette(*warped->GetRasterBand(1), out.rgba);
    return out;
}

}  // namespace mulens::read
