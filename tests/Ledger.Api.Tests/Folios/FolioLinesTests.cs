using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Api.Folios.Lines;
using Microsoft.Extensions.Configuration;

namespace Ledger.Api.Tests.Folios;

/// <summary>What settings of a line to another installation may say: what is wrong is told at the start, not at the first message.</summary>
[Trait("row", "F9")]
public sealed class FolioLinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-lines-").FullName;

    [Theory]
    [InlineData("End", null, "needs End")]
    [InlineData("Url", null, "needs End")]
    [InlineData("ApiKey", "", "needs End")]
    [InlineData("User", null, "needs End")]
    [InlineData("Url", "http://central.example", "must be an https address")]
    [InlineData("Url", "ftp://central.example", "must be an https address")]
    [InlineData("Url", "https://yo:clave@central.example", "must be an https address")]
    [InlineData("Url", "https://central.example/?a=b", "must be an https address")]
    [InlineData("Url", "central", "must be an https address")]
    [InlineData("ApiKey", "lk_a\r\nX-Other: b", "no API key has")]
    [InlineData("ApiKey", "lk_clave ñ", "no API key has")]
    [InlineData("Company", "76192083-1", "no tax id")]
    [InlineData("CaFile", "none.pem", "does not exist")]
    [InlineData("CaFile", "empty.pem", "no certificate")]
    [InlineData("CaFile", "broken.pem", "cannot be read")]
    public void Read_LineThatCannotWork_IsRefusedWithTheSettingsName(string name, string? value, string told)
    {
        File.WriteAllText(Path.Combine(_folder, "empty.pem"), "hola");
        File.WriteAllText(Path.Combine(_folder, "broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        FluentActions.Invoking(() => Read(Right(name, value))).Should().Throw<InvalidOperationException>().WithMessage($"*Ledger:Folios:Lines:0*{told}*");
    }

    [Fact]
    public void Read_SameEndTwice_IsRefused() =>
        FluentActions.Invoking(() => Read(Right(), Right("User", "otra"))).Should().Throw<InvalidOperationException>().WithMessage("*a second time*");

    [Fact]
    public void Find_WithLinesOfOneCompanyAndOfAny_PrefersTheCompanysOwn()
    {
        var lines = Read(Right(), Right("Company", "76.192.083-9"));

        lines.Find("76192083-9", 0)!.Company.Should().Be("76192083-9", "dots make no other company");
        lines.Find("60803000-K", 0)!.Company.Should().BeNull();
        lines.Find("76192083-9", 2).Should().BeNull();
        lines.All[0].ToString().Should().NotContain("lk_", "a line says no secret about itself");
    }

    [Fact]
    public void Read_CertificateOfAnAuthority_IsTaken()
    {
        using var key = ECDsa.Create();
        using var root = new CertificateRequest("CN=Prueba", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), root.ExportCertificatePem());

        Read(Right("CaFile", "ca.pem")).All.Single().CaFile.Should().Be(Path.Combine(_folder, "ca.pem"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, string?> Right(string? name = null, string? value = null)
    {
        var line = new Dictionary<string, string?> { ["End"] = "0", ["Url"] = "https://central.example/", ["ApiKey"] = "lk_a", ["User"] = "linea" };
        if (name is not null)
        {
            line[name] = value;
        }

        return line;
    }

    private FolioLines Read(params Dictionary<string, string?>[] lines) => FolioLines.Read(
        new ConfigurationBuilder().AddInMemoryCollection(lines.SelectMany((l, i) => l.Where(s => s.Value is not null).Select(s => KeyValuePair.Create($"{FolioLines.Section}:{i}:{s.Key}", s.Value)))).Build(),
        _folder);
}
