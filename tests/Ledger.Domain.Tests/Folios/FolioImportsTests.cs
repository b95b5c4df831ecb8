using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Foundation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Folios;

/// <summary>Verdicts on folio files (F1), on both databases.</summary>
[Trait("row", "F1")]
public abstract class FolioImportsContract(DatabaseKind kind, ITestOutputHelper output)
{
    private readonly IFolioKeyVault _vault = new FolioKeyVault(new EphemeralDataProtectionProvider());

    [Fact]
    public async Task Import_CompleteFile_IsAcceptedAndItsNumbersAreFree()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var result = await ImportAsync(books, CafFixture.File(33, 101, 200));

        result.Verdict.Should().Be(FolioVerdict.Accepted);
        result.Arguments.Should().Equal("33", "101", "200");
        var stored = await books.ReadAsync(db => db.Set<FolioAuthorization>().SingleAsync());
        stored.Should().BeEquivalentTo(new
        {
            Environment = FolioEnvironment.Production,
            DocumentType = 33,
            FirstNumber = 101L,
            LastNumber = 200L,
            ExpiresOn = new DateOnly(2026, 12, 1),
            CompanyName = "DISEÑO & ANDES",
            CanSign = true,
            Origin = FolioOrigin.Imported,
            RecordedBy = "ana",
        });
        var range = await books.ReadAsync(db => db.Set<FolioRange>().SingleAsync());
        range.Should().BeEquivalentTo(new { FirstNumber = 101L, LastNumber = 200L, NextNumber = 101L, Place = FolioPlace.Free });
        (await books.AuditAsync()).Should().Contain("folio-authorization.imported");
    }

    [Fact]
    public async Task Import_KindThatDoesNotExpire_HasNoLastDay()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var result = await ImportAsync(books, CafFixture.File(52, authorizedOn: "2019-01-01"));

        result.Verdict.Should().Be(FolioVerdict.Accepted);
        (await books.ReadAsync(db => db.Set<FolioAuthorization>().SingleAsync())).ExpiresOn.Should().BeNull();
    }

    [Theory]
    [InlineData("2025-12-15", FolioVerdict.Accepted)] // its last day is today
    [InlineData("2025-12-14", FolioVerdict.Expired)]
    [InlineData("2026-06-16", FolioVerdict.FutureDated)]
    public async Task Import_ByItsDate_GetsTheVerdict(string authorizedOn, FolioVerdict verdict)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        (await ImportAsync(books, CafFixture.File(33, authorizedOn: authorizedOn))).Verdict.Should().Be(verdict);
    }

    [Fact]
    public async Task Import_RefusedFiles_GetTheirReasonAndStoreNothing()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        using var other = RSA.Create(1024);
        (string Text, FolioVerdict Verdict)[] cases =
        [
            (CafFixture.Text(rut: "60803000-K"), FolioVerdict.OtherCompany),
            (CafFixture.Text(keyId: 100, forged: true), FolioVerdict.OtherEnvironment),
            (CafFixture.Text(keyId: 901), FolioVerdict.UnknownKey),
            (CafFixture.Text(keyId: 300), FolioVerdict.SignatureFalse),
            (CafFixture.Text(forged: true), FolioVerdict.SignatureFalse),
            (CafFixture.Text().Replace("<H>100</H>", "<H>1000</H>"), FolioVerdict.SignatureFalse),
            (CafFixture.Text(shownKey: other), FolioVerdict.KeyMismatch),
            (CafFixture.Text(type: 30), FolioVerdict.NotFolioFile),
            (CafFixture.Text(first: 100, last: 1), FolioVerdict.NotFolioFile),
            (CafFixture.Text(first: 0), FolioVerdict.NotFolioFile),
            ("<html><body/></html>", FolioVerdict.NotFolioFile),
            ("%PDF-1.7", FolioVerdict.NotFolioFile),
            ("", FolioVerdict.NotFolioFile),
            ("\0\0\0", FolioVerdict.NotFolioFile),
            (CafFixture.Text().Replace("<FA>2026-06-01</FA>", ""), FolioVerdict.NotFolioFile),
            (CafFixture.Text().Replace("</CAF>", "<EXTRA>1</EXTRA></CAF>"), FolioVerdict.NotFolioFile),
            (CafFixture.Text().Replace("<TD>33</TD>", "<TD>33</TD><TD>34</TD>"), FolioVerdict.NotFolioFile),
            ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + CafFixture.Text()[21..], FolioVerdict.UnsafeXml),
            (CafFixture.Text().Replace("<TD>", "&lol;<TD>"), FolioVerdict.UnsafeXml),
            (CafFixture.Text().Replace("<CAF ", "<!-- <DA></DA> --><CAF "), FolioVerdict.UnsafeXml),
            (CafFixture.Text().Replace("<RSASK>", "<X><![CDATA[<DA>]]></X><RSASK>"), FolioVerdict.UnsafeXml),
            (CafFixture.Text().Replace("<CAF ", "<?xml-stylesheet href=\"x\"?><CAF "), FolioVerdict.UnsafeXml),
            (CafFixture.Text().Replace("<RSASK>", string.Concat(Enumerable.Repeat("<a>", 20)) + string.Concat(Enumerable.Repeat("</a>", 20)) + "<RSASK>"), FolioVerdict.UnsafeXml),
            (CafFixture.Text() + new string(' ', 70_000), FolioVerdict.UnsafeXml),
        ];

        foreach (var (text, verdict) in cases)
        {
            (await ImportAsync(books, new FolioFile("x.xml", CafFixture.Bytes(text)))).Verdict.Should().Be(verdict, text[..Math.Min(text.Length, 300)]);
        }

        (await books.ReadAsync(db => db.Set<FolioAuthorization>().CountAsync())).Should().Be(0);
        (await books.ReadAsync(db => db.Set<FolioRange>().CountAsync())).Should().Be(0);
        (await books.ReadAsync(db => db.Set<FolioImport>().CountAsync())).Should().Be(cases.Length);
        (await books.AuditAsync()).Count(action => action == "folio-authorization.refused").Should().Be(cases.Length);
    }

    [Fact]
    public async Task Import_DeclaredEncodings_AreRead()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var utf8 = CafFixture.Text(33).Replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        var latin1 = CafFixture.Text(34).Replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");

        (await ImportAsync(books, new FolioFile("u.xml", Encoding.UTF8.GetBytes(utf8)))).Verdict.Should().Be(FolioVerdict.Accepted);
        (await ImportAsync(books, new FolioFile("l.xml", Encoding.Latin1.GetBytes(latin1)))).Verdict.Should().Be(FolioVerdict.Accepted);
        (await ImportAsync(books, new FolioFile("b.xml", Encoding.Latin1.GetBytes(utf8)))).Verdict.Should().Be(FolioVerdict.NotFolioFile);
    }

    [Fact]
    public async Task Import_SameAuthorizationAgain_IsADuplicateWhateverItsWhiteSpace()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var text = CafFixture.Text();
        var first = await ImportAsync(books, new FolioFile("1.xml", CafFixture.Bytes(text)));

        var again = await ImportAsync(books, new FolioFile("2.xml", CafFixture.Bytes(text.Replace("\n<", "\r\n   <"))));

        again.Verdict.Should().Be(FolioVerdict.Duplicate);
        again.AuthorizationId.Should().Be(first.AuthorizationId);
    }

    [Fact]
    public async Task Import_OverlappingRange_NamesTheNumbersThatOverlap()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var results = await Importer(books).ImportAsync(
            [CafFixture.File(33, 1, 100), CafFixture.File(33, 91, 200), CafFixture.File(34, 91, 200), CafFixture.File(33, 101, 200)]);

        results.Select(r => r.Verdict).Should().Equal(FolioVerdict.Accepted, FolioVerdict.Overlaps, FolioVerdict.Accepted, FolioVerdict.Accepted);
        results[1].Arguments.Should().Equal("33", "91", "200", "91", "100");
    }

    [Fact]
    public async Task Import_SameFilesByManyAtOnce_AcceptsEachOnce()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        FolioFile[] files = [CafFixture.File(33, 1, 50), CafFixture.File(39, 1, 50), CafFixture.File(33, 41, 90)];

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Importer(books).ImportAsync(files)));

        var all = results.SelectMany(r => r).ToList();
        all.Count(r => r.IsAccepted).Should().Be(2);
        all.Where(r => !r.IsAccepted).Should().OnlyContain(r => r.Verdict == FolioVerdict.Duplicate || r.Verdict == FolioVerdict.Overlaps);
        (await books.ReadAsync(db => db.Set<FolioRange>().CountAsync())).Should().Be(2);
    }

    [Fact]
    public async Task PrivateKey_OfAnAcceptedFile_IsNowhereReadable()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var file = CafFixture.File();
        await ImportAsync(books, file);
        var secret = CafFixture.PrivateKeyPem.Split('\n')[3];

        file.ToString().Should().NotContain(secret);
        CafReader.Read(CafFixture.Bytes(CafFixture.Text())).ToString().Should().Be("CAF 33 1-100");
        var everything = new List<string>();
        foreach (var (table, columns) in new[] { ("folio_authorizations", "element || digest || company_name"), ("folio_keys", "sealed_key || coalesce(public_key, '')"), ("folio_imports", "file_name || arguments"), ("audit_entries", "detail") })
        {
            everything.AddRange(await books.Database.QueryAsync($"select {columns} from {table}", row => row.GetString(0)));
        }

        everything.Should().HaveCountGreaterThan(4).And.OnlyContain(text => !text.Contains(secret) && !text.Contains("PRIVATE KEY"));
        var authorization = await books.ReadAsync(db => db.Set<FolioAuthorization>().SingleAsync());
        var sent = await books.WriteAsync(session => FolioAuthorizations.FileAsync(session, _vault, authorization));
        sent.Should().Contain(secret, "the branch that owns the folios gets the complete file");
        CafSignature.Check(CafReader.Read(CafFixture.Bytes(sent)), CafFixture.Keys.Find(CafFixture.TestKeyId)!).Should().BeNull("the signed part is sent as it came");
        Func<Task> stranger = () => books.WriteAsync(session => FolioAuthorizations.FileAsync(session, new FolioKeyVault(new EphemeralDataProtectionProvider()), authorization));
        (await stranger.ShouldRefuseAsync("folio-key.unreadable")).ToString().Should().NotContain(secret);
    }

    [Fact]
    public async Task Import_TextAroundTheKey_DoesNotGoOutAgain()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var result = await ImportAsync(books, new FolioFile("x.xml", CafFixture.Bytes(
            CafFixture.Text().Replace("<RSASK>", "<RSASK>&lt;/RSASK&gt;&lt;EVIL&gt;\n").Replace("</RSAPUBK>", "&amp;</RSAPUBK>"))));
        result.Verdict.Should().Be(FolioVerdict.Accepted);

        var authorization = await books.ReadAsync(db => db.Set<FolioAuthorization>().SingleAsync());
        var sent = await books.WriteAsync(session => FolioAuthorizations.FileAsync(session, _vault, authorization));

        CafSignature.CheckPair(CafReader.Read(CafFixture.Bytes(sent))).Should().Be(FolioVerdict.Accepted);
        sent.Should().NotContain("EVIL");
    }

    [Fact]
    public void Vault_KeySealedForAnotherAuthorization_IsNotOpened()
    {
        var stored = _vault.Seal("A", "secret");

        stored.Should().NotContain("secret");
        _vault.Open("A", stored).Should().Be("secret");
        FluentActions.Invoking(() => _vault.Open("B", stored)).Should().Throw<DomainException>();
    }

    [Fact]
    public void Keys_TestKey_IsNotTrustedByDefaultAndRealOnesCannotBeReplaced()
    {
        FolioAuthorityKeys.Real.Find(CafFixture.TestKeyId).Should().BeNull();
        FluentActions.Invoking(() => CafFixture.Keys.With(new FolioAuthorityKey(300, FolioEnvironment.Production, CafFixture.Keys.Find(900)!.Pem)))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CafFixture.Keys.With(new FolioAuthorityKey(901, FolioEnvironment.Production, "x"))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Import_RealFiles_GetTheVerdictsTheyShould()
    {
        if (SharedCafs() is not { } folder)
        {
            output.WriteLine("Skipped: there is no shared/data/caf beside the repository.");
            return;
        }

        await using var books = await LedgerBooks.OpenAsync(kind);
        var company = await books.CompanyAsync("76235291-5", "Empresa de las muestras");
        var actor = Actor.System(company, "ana");
        await books.Database.WriteAsync(actor, s => new ParameterService(s).SetAsync(new FolioParameters { Environment = FolioEnvironment.Certification }));
        var files = Directory.GetFiles(folder, "*.xml").Order().Select(path => new FolioFile(Path.GetFileName(path), File.ReadAllBytes(path))).ToList();
        var importer = new FolioImporter(books.Database, actor, _vault, FolioAuthorityKeys.Real);

        var first = await importer.ImportAsync(files);
        var again = await importer.ImportAsync(files);
        var stranger = await new FolioImporter(books.Database, books.Actor, _vault, FolioAuthorityKeys.Real).ImportAsync(files);
        var tampered = await importer.ImportAsync(Directory.GetFiles(folder, "*.xml").Select(path => new FolioFile(
            "t", CafFixture.Bytes(Encoding.Latin1.GetString(File.ReadAllBytes(path)).Replace("<H>20</H>", "<H>21</H>")))));

        // Authorised in 2025, imported in June 2026: 33 and 61 have expired, the others never do. Their private keys were taken out.
        files.Should().NotBeEmpty();
        first.Should().OnlyContain(r => r.Verdict == (r.Arguments[0] == "33" || r.Arguments[0] == "61" ? FolioVerdict.Expired : FolioVerdict.AcceptedWithoutKey));
        again.Should().OnlyContain(r => r.Verdict == (r.Arguments[0] == "33" || r.Arguments[0] == "61" ? FolioVerdict.Expired : FolioVerdict.Duplicate));
        stranger.Should().OnlyContain(r => r.Verdict == FolioVerdict.OtherCompany);
        tampered.Should().OnlyContain(r => r.Verdict == FolioVerdict.SignatureFalse);
        (await books.Database.ReadAsync(company, db => db.Set<FolioAuthorization>().Select(a => a.CanSign).Distinct().ToListAsync())).Should().Equal(false);
        output.WriteLine(string.Join(", ", first.Select(r => $"{r.Arguments[0]} {r.Verdict}")));
    }

    private Task<FolioImportResult> ImportAsync(LedgerBooks books, FolioFile file) =>
        books.WriteAsync(session => new FolioImports(session, _vault, CafFixture.Keys).ImportAsync(file));

    private FolioImporter Importer(LedgerBooks books) => new(books.Database, books.Actor, _vault, CafFixture.Keys);

    private static string? SharedCafs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data", "caf");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}

public sealed class SqliteFolioImportsTests(ITestOutputHelper output) : FolioImportsContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlFolioImportsTests(ITestOutputHelper output) : FolioImportsContract(DatabaseKind.PostgreSql, output);

/// <summary>Every verdict can be read in both languages.</summary>
public sealed class FolioVerdictTextsTests
{
    [Fact]
    public void EveryVerdict_HasBothTexts()
    {
        var catalog = new Ledger.Foundation.Texts.MessageCatalog().AddDomainTexts();
        foreach (var code in Enum.GetValues<FolioVerdict>().Select(FolioImportResult.CodeOf))
        {
            var spanish = catalog.Find(code, System.Globalization.CultureInfo.GetCultureInfo("es"), ["1", "2", "3", "4", "5"]);
            var english = catalog.Find(code, System.Globalization.CultureInfo.GetCultureInfo("en"), ["1", "2", "3", "4", "5"]);
            spanish.Should().NotBeNull(code);
            english.Should().NotBeNull(code).And.NotBe(spanish);
        }
    }
}
