using System.Text.Json;
using Ledger.Domain.Folios;

namespace Ledger.Domain.Tests.Folios;

/// <summary>A head office and a branch (code 2) that run installations of their own, and the line between them.</summary>
public sealed class FolioLine : IAsyncDisposable
{
    private FolioLine(FolioBranches central, FolioBranches branch)
    {
        Central = central;
        Branch = branch;
    }

    public FolioBranches Central { get; }

    public FolioBranches Branch { get; }

    public static async Task<FolioLine> OpenAsync(Ledger.Foundation.DatabaseKind kind) => new(
        await FolioBranches.OpenAsync(kind, new FolioParameters { BranchesElsewhere = [2] }),
        await FolioBranches.OpenAsync(kind, new FolioParameters { HeadOfficeIsElsewhere = true }, branches: 1));

    public static Task<T> ExchangeAsync<T>(FolioBranches site, Func<FolioExchange, Task<T>> work) =>
        site.Books.WriteAsync(s => work(new FolioExchange(s, site.Vault, CafFixture.Keys)));

    /// <summary>What an installation has to send now, as it comes out of the line at the other end.</summary>
    public static async Task<(long Id, FolioEnvelope Envelope)?> NextAsync(FolioBranches from)
    {
        var due = await ExchangeAsync(from, e => e.DueAsync());
        return due.Count == 0
            ? null
            : (due[0].Id, JsonSerializer.Deserialize<FolioEnvelope>(JsonSerializer.Serialize(await ExchangeAsync(from, e => e.OpenAsync(due[0].Id))))!);
    }

    /// <summary>Carries all there is, both ways, until nothing is left.</summary>
    public async Task DrainAsync()
    {
        while (await CarryAsync(Central, Branch) | await CarryAsync(Branch, Central))
        {
        }
    }

    /// <summary>Carries one message; false when there is none.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="isAnswerLost">True when the sender never hears that it arrived.</param>
    public static async Task<bool> CarryAsync(FolioBranches from, FolioBranches to, bool isAnswerLost = false)
    {
        if (await NextAsync(from) is not { } next)
        {
            return false;
        }

        await ExchangeAsync(to, e => e.ReceiveAsync(next.Envelope));
        if (!isAnswerLost)
        {
            await ExchangeAsync(from, async e =>
            {
                await e.DeliveredAsync(next.Id);
                return true;
            });
        }

        return true;
    }

    public void Pass(int days)
    {
        Central.Pass(days);
        Branch.Pass(days);
    }

    public async ValueTask DisposeAsync()
    {
        await Central.DisposeAsync();
        await Branch.DisposeAsync();
    }
}
