using System.Xml.Linq;
using Ledger.Foundation;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Ledger.Api.Hosting.Keys;

/// <summary>Keeps the keys of cookies and tokens in the database: every node reads the others' tokens, and a restart signs nobody out.</summary>
/// <remarks>Who can read the database can read the keys, as in every installation without a key vault: guard the data folder.</remarks>
internal sealed class DatabaseKeyRing(LedgerDatabase database) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(database.QueryAsync(
        "select xml from data_protection_keys order by id", row => XElement.Parse(row.GetString(0))));

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => Wait(database.WriteAsync(tx => tx.ExecuteAsync(
        "insert into data_protection_keys (id, name, xml) values ($1, $2, $3)",
        tx.Database.Ids.Next(), friendlyName, element.ToString(SaveOptions.DisableFormatting))));

    // The interface is synchronous; it is called a few times in a process's life.
    private static T Wait<T>(Task<T> task) => Task.Run(() => task).GetAwaiter().GetResult();
}
