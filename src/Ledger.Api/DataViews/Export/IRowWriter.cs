using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>Writes rows as they come; keeps none.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes a row.</summary>
    /// <param name="values">The values of <see cref="ExportSheet.Columns"/>.</param>
    void Write(IReadOnlyList<object?> values);

    /// <summary>Writes what stands below the rows and ends the file.</summary>
    void End(ViewTotals totals);
}
