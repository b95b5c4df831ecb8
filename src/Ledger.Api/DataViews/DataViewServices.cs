using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Export;
using Ledger.Api.DataViews.Query;
using Ledger.Api.DataViews.Settings;

namespace Ledger.Api.DataViews;

/// <summary>Registers the views in the host.</summary>
internal static class DataViewServices
{
    /// <summary>Adds them. Another part of the program adds its own by registering a <see cref="DataView"/>.</summary>
    public static IServiceCollection AddDataViews(this IServiceCollection services)
    {
        foreach (var view in ShippedViews.All)
        {
            services.AddSingleton(view);
        }

        return services.AddSingleton<DataViewRegistry>().AddSingleton<ViewReader>().AddSingleton<ViewExporter>().AddSingleton<ViewSettings>()
            .AddSingleton<Overview.OverviewReader>();
    }
}
