using System.Globalization;
using Ledger.Workflows.Designer;

namespace Ledger.Api.Designer.Descriptors.Options;

/// <summary>Options that the program itself knows.</summary>
internal sealed class TextOptions(string key, IEnumerable<string> values, Func<string, CultureInfo, string> text) : IOptionProvider
{
    private readonly string[] _values = [.. values];

    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public Task<IReadOnlyList<OptionItem>> ListAsync(OptionRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<OptionItem>>([.. _values.Select(v => new OptionItem(v, text(v, request.Culture)))]);
}
