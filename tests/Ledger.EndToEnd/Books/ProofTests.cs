using Ledger.EndToEnd.Crash;
using Ledger.EndToEnd.Servers;
using Microsoft.Data.Sqlite;

namespace Ledger.EndToEnd.Books;

/// <summary>The measures measure: books that hold pass, and each thing that a crash could break is found when it is broken on purpose.</summary>
public sealed class ProofTests
{
    private const int Suppliers = 4;

    // What is done to a copy of good books, and what must then be said of it.
    private static readonly (string Harm, string Complaint)[] Harms =
    [
        ("delete from allocations where id = (select max(id) from allocations where deallocated_at is null)", "allocated exactly once"),
        ("update allocations set deallocated_at = null where id = (select min(id) from allocations where deallocated_at is not null)", "less what is allocated"),
        ("update installments set pending = 10000, state = 'NotCancelled' where id = (select max(id) from installments)", "no longer open"),
        ("update payment_orders set state = 'Issued' where id = (select min(id) from payment_orders where state = 'Annulled')", "two live orders"),
        ("update account_balances set debit = debit + 1 where id = (select max(id) from account_balances)", "sums of the journal's lines"),
        ("update supplier_balances set balance = balance + 1 where id = (select max(id) from supplier_balances)", "documents and orders leave open"),
        ("delete from treasury_movement_lines where id = (select max(id) from treasury_movement_lines where side = 'Credit')", "treasury movement"),
        ("update journal_lines set debit = debit + 1 where id = (select max(id) from journal_lines where debit > 0)", "journal entry balances"),
        ("update payment_orders set number = number + 1 where id = (select max(id) from payment_orders)", "no gaps"),
        ("delete from allocation_history where id = (select max(id) from allocation_history)", "has its history"),
    ];

    [Fact]
    public async Task Proof_OfBooksThatWereHarmed_FindsTheHarm()
    {
        await using var server = new ServerProcess();
        using (var office = await Office.OpenAsync(server))
        {
            await office.AddSuppliersAsync(Suppliers);
            await office.AddDocumentsAsync(5);
            await new PaymentDriver(office, "proof", 0, Suppliers - 1, bySupplier: true, killer: null).RunAsync(annulments: 1);
        }

        await server.StopAsync();
        await using (var database = await DatabaseReader.OpenSqliteAsync(server.DatabaseFile))
        {
            await BooksProof.AssertAsync(database);
            await EngineProof.AssertAsync(database);
        }

        foreach (var (harm, complaint) in Harms)
        {
            var copy = Path.Combine(server.Folder, "harmed.db");
            await HarmAsync(server.DatabaseFile, copy, harm);
            await using var database = await DatabaseReader.OpenSqliteAsync(copy);

            var proof = () => BooksProof.AssertAsync(database);

            (await proof.Should().ThrowAsync<Exception>("'{0}' breaks the books", harm)).Which.Message.Should().Contain(complaint, "that is what '{0}' breaks", harm);
        }
    }

    private static async Task HarmAsync(string from, string to, string harm)
    {
        await using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        await source.OpenAsync();
        File.Delete(to);
        await using var copy = new SqliteConnection($"Data Source={to};Pooling=False;Foreign Keys=False");
        await copy.OpenAsync();
        source.BackupDatabase(copy);

        // The database itself refuses most of this harm to its journal; here it is done all the same.
        foreach (var trigger in await LinesAsync(copy, "select name from sqlite_master where type = 'trigger'"))
        {
            await RunAsync(copy, $"drop trigger {trigger}");
        }

        (await RunAsync(copy, harm)).Should().Be(1, "'{0}' meets one row", harm);
    }

    private static async Task<List<string>> LinesAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }

    private static async Task<int> RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }
}
