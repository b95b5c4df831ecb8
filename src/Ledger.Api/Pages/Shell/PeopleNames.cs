using Ledger.Api.Identity;

namespace Ledger.Api.Pages.Shell;

/// <summary>The names people see of the people of the company, by key and by user name; read when a page opens.</summary>
internal sealed class PeopleNames(Colleagues colleagues, PagePerson person)
{
    private Dictionary<long, Colleague> _byId = [];
    private Dictionary<string, Colleague> _byUserName = [];

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyCollection<Colleague> All => _byId.Values;

    /// <summary>The name of a user name; the user name itself of somebody who is gone.</summary>
    public string Of(string? userName) => userName is null ? string.Empty : _byUserName.GetValueOrDefault(userName)?.DisplayName ?? userName;

    /// <summary>The name of a key; null of somebody who is gone.</summary>
    public string? Of(long userId) => _byId.GetValueOrDefault(userId)?.DisplayName;

    /// <summary>Reads the names.</summary>
    public async Task LoadAsync()
    {
        var all = await colleagues.ListAsync(person.Caller.Company);
        _byId = all.ToDictionary(c => c.UserId);
        _byUserName = all.ToDictionary(c => c.UserName, StringComparer.OrdinalIgnoreCase);
    }
}
