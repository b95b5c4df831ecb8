using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;

namespace Ledger.Api.DataViews;

/// <summary>The views of this installation, by key.</summary>
internal sealed class DataViewRegistry
{
    private readonly Dictionary<string, DataView> _views;

    /// <summary>Registers views.</summary>
    /// <exception cref="InvalidOperationException">A description does not hold together, or two have one key.</exception>
    public DataViewRegistry(IEnumerable<DataView> views)
    {
        All = [.. views];
        _views = All.ToDictionary(v => v.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var view in All)
        {
            view.Check();
        }
    }

    /// <summary>All views, in the order of the navigation.</summary>
    public IReadOnlyList<DataView> All { get; }

    /// <summary>The view of that key; null when there is none.</summary>
    public DataView? Find(string key) => _views.GetValueOrDefault(key);

    /// <summary>The view of that key, if <paramref name="caller"/> may see it.</summary>
    /// <exception cref="RequestRefusedException"><c>view.not-found</c>, <c>auth.forbidden</c>.</exception>
    public DataView For(Caller caller, string key)
    {
        var view = Find(key) ?? throw new RequestRefusedException(404, "view.not-found", $"There is no view {key}.", key.Length > 60 ? key[..60] : key);
        return MaySee(caller, view)
            ? view
            : throw new RequestRefusedException(403, "auth.forbidden", $"The view {view.Key} asks for the policy {view.Policy}.");
    }

    /// <summary>The views that <paramref name="caller"/> may see in the company chosen, without those that belong to a page of their own.</summary>
    public IEnumerable<DataView> Of(Caller caller) => All.Where(v => v.IsListed && MaySee(caller, v));

    /// <summary>True when one of the caller's roles has the policy.</summary>
    public static bool Has(Caller caller, string policy) => caller.Roles.Any(Policies.RolesOf[policy].Contains);

    private static bool MaySee(Caller caller, DataView view) => Has(caller, view.Policy);
}
