using Ledger.Foundation;
using Ledger.Workflows.Designer;

namespace Ledger.Api.Designer.Descriptors.Options;

/// <summary>Options that are rows of a company: the first column is the value, the second the text.</summary>
/// <param name="database">Where they are.</param>
/// <param name="key">The name inputs refer to.</param>
/// <param name="sql">The query; <c>$1</c> is the company.</param>
internal sealed class CompanyOptions(LedgerDatabase database, string key, string sql) : IOptionProvider
{
    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OptionItem>> ListAsync(OptionRequest request, CancellationToken cancellationToken = default) =>
        request.CompanyId is { } company ? await database.QueryAsync(sql, row => new OptionItem(row.GetString(0), row.GetString(1)), company) : [];
}
