using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Processes.Forms;

namespace Ledger.Api.Tests.Processes;

/// <summary>What a start form asks for, and how what people write becomes the values of the inputs (W3, issue 4 §2).</summary>
[Trait("row", "W3")]
public sealed class StartFormTests
{
    private static readonly TimeZoneInfo Santiago = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");

    private static readonly StartValues Spanish = new(Language.Spanish, Santiago);

    private static readonly StartValues English = new(CultureInfo.GetCultureInfo("en-US"), Santiago);

    [Theory]
    [InlineData("String", "singleline", StartFieldKind.Text)]
    [InlineData("String", "multiline", StartFieldKind.Lines)]
    [InlineData("String", "datetime-picker", StartFieldKind.Date)]
    [InlineData("Int32", "singleline", StartFieldKind.Whole)]
    [InlineData("Int64", "singleline", StartFieldKind.Whole)]
    [InlineData("Decimal", "singleline", StartFieldKind.Decimal)]
    [InlineData("Boolean", "singleline", StartFieldKind.Check)]
    [InlineData("DateOnly", "singleline", StartFieldKind.Date)]
    [InlineData("DateTimeOffset", "datetime-picker", StartFieldKind.Moment)]
    [InlineData("TimeOnly", "singleline", StartFieldKind.Time)]
    [InlineData("TimeSpan", "singleline", StartFieldKind.Text)]
    [InlineData("Object", "json-editor", StartFieldKind.Json)]
    [InlineData("Object", "singleline", StartFieldKind.Text)]
    [InlineData("JsonArray", "singleline", StartFieldKind.Json)]
    public void Read_InputOfAType_IsAskedForAsPeopleExpect(string type, string hint, StartFieldKind kind) =>
        Field($$"""{"name":"a","type":"{{type}}","uiHint":"{{hint}}"}""").Kind.Should().Be(kind);

    [Fact]
    public void Read_ArraysAndOptions_AreListsAndChoices()
    {
        Field("""{"name":"a","type":"String","isArray":true}""").Kind.Should().Be(StartFieldKind.List);
        Field("""{"name":"a","type":"Object","isArray":true}""").Kind.Should().Be(StartFieldKind.Json);
        Field("""{"name":"a","type":"String","isArray":true,"customProperties":{"options":["x","y"]}}""").Kind.Should().Be(StartFieldKind.Choices);
        var choice = Field("""{"name":"a","type":"Int32","customProperties":{"options":[{"value":1,"text":{"es":"Uno","en":"One"}},2],"texts":{"en":{"options":{"2":"Two"}}}}}""", "en");
        choice.Kind.Should().Be(StartFieldKind.Choice);
        choice.Options.Should().Equal(("1", "One"), ("2", "Two"));
        Spanish.Read(choice, "2").Value!.ToJsonString().Should().Be("2", "a choice of numbers gives a number");
        Spanish.Read(choice, "3").Problem!.Code.Should().Be("choice");
    }

    [Fact]
    public void Read_ShippedMassPayment_IsInBothLanguagesInSectionsWithRequiredAndDefaults()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "shipped");
        Directory.Exists(folder).Should().BeTrue();
        var payment = Definition(Path.Combine(folder, "mass-payment.json"));
        var spanish = StartForm.Read(payment, Language.Spanish);
        var english = StartForm.Read(payment, CultureInfo.GetCultureInfo("en-US"));
        spanish.Single(f => f.Name == "remarks").Label.Should().Be("Observaciones");
        english.Single(f => f.Name == "remarks").Label.Should().Be("Remarks");
        StartForm.Sections(english).Should().ContainSingle().Which.Section.Should().Be("Entry");
        english.Single(f => f.Name == "estimatedPaymentDate").Kind.Should().Be(StartFieldKind.Date);

        var unattended = StartForm.Read(Definition(Path.Combine(folder, "mass-payment-unattended.json")), CultureInfo.GetCultureInfo("en-US"));
        unattended.Single(f => f.Name == "savedFilter").IsRequired.Should().BeTrue();
        unattended.Single(f => f.Name == "dueWithinDays").Default!.ToJsonString().Should().Be("7");
        Directory.EnumerateFiles(folder, "*.json").Where(f => !f.EndsWith(".scenarios.json", StringComparison.Ordinal))
            .SelectMany(f => StartForm.Read(Definition(f), CultureInfo.GetCultureInfo("en-US")).Zip(StartForm.Read(Definition(f), Language.Spanish)))
            .Should().OnlyContain(pair => pair.First.Label != pair.Second.Label, "each input has a name in both languages");
    }

    [Theory] // money: what could mean two things is refused
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1234,5", "1234.5")]
    [InlineData("-0,0001", "-0.0001")]
    [InlineData("12.345.678", "12345678")]
    [InlineData("1.5", null)]
    [InlineData("1.50", null)]
    [InlineData("1,234.5", null)]
    [InlineData("1,2,3", null)]
    [InlineData("1234.567", null)]
    [InlineData("abc", null)]
    [InlineData("1e5", null)]
    [InlineData("٣", null)]
    [InlineData(",5", null)]
    public void Decimal_InSpanish_IsReadStrictly(string text, string? number) =>
        Spanish.Number(text)?.ToString(CultureInfo.InvariantCulture).Should().Be(number);

    [Theory]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1234.5", "1234.5")]
    [InlineData("1,5", null)]
    public void Decimal_InEnglish_IsReadStrictly(string text, string? number) =>
        English.Number(text)?.ToString(CultureInfo.InvariantCulture).Should().Be(number);

    [Theory]
    [InlineData("Int32", "2.147.483.648", "range")]
    [InlineData("Int32", "1,5", "whole")]
    [InlineData("Int64", "9.223.372.036.854.775.808", "range")]
    [InlineData("Decimal", "doce", "decimal")]
    [InlineData("DateOnly", "31-02-2026", "date")]
    [InlineData("DateTimeOffset", "2026-09-06T00:30", "moment")] // Chile's clocks skip that hour
    [InlineData("TimeOnly", "25:00", "time")]
    [InlineData("TimeSpan", "un rato", "duration")]
    [InlineData("Guid", "x", "id")]
    [InlineData("Object", "{\"a\":", "json")]
    [InlineData("Object", "{\"a\":1,\"a\":2}", "json")]
    [InlineData("JsonArray", "{}", "json-array")]
    [InlineData("JsonObject", "[]", "json-object")]
    public void Value_ThatDoesNotFit_IsToldAtItsField(string type, string text, string code)
    {
        var hint = type is "Object" ? "json-editor" : "singleline";
        Spanish.Read(Field($$"""{"name":"a","type":"{{type}}","uiHint":"{{hint}}"}"""), text).Problem!.Code.Should().Be(code);
    }

    [Fact]
    public void Values_ThatFit_AreWhatTheEngineTakes()
    {
        string? Of(string type, string text, string rest = "") =>
            Spanish.Read(Field($$"""{"name":"a","type":"{{type}}"{{rest}}}"""), text).Value?.ToJsonString();

        Of("DateOnly", "2026-03-31").Should().Be("\"2026-03-31\"");
        Of("DateOnly", "31-03-2026").Should().Be("\"2026-03-31\"");
        Of("DateTimeOffset", "2026-07-01T08:30").Should().Be("\"2026-07-01T08:30:00-04:00\"", "the time is the company's");
        Of("Boolean", "true").Should().Be("true");
        Of("Boolean", string.Empty).Should().Be("false");
        Of("String", "  x  ").Should().Be("\"x\"");
        Of("String", "a\r\nb", ",\"uiHint\":\"multiline\"").Should().Be("\"a\\nb\"");
        Of("Int32", "1.000\n\n2.000\n", ",\"isArray\":true").Should().Be("[1000,2000]");
        Of("String", string.Empty).Should().BeNull("an empty field gives no value");
        Of("Object", "[1,{\"b\":2}]", ",\"uiHint\":\"json-editor\"").Should().Be("[1,{\"b\":2}]");
    }

    [Fact]
    public void Read_SeveralWrongFields_TellsAllInTheirOrder()
    {
        var fields = StartForm.Read(
            JsonNode.Parse("""{"inputs":[{"name":"a","type":"String","isRequired":true},{"name":"b","type":"Int32","isArray":true},{"name":"c","type":"Int32"}]}""")!.AsObject(),
            Language.Spanish);

        var (input, problems) = Spanish.Read(fields, new Dictionary<string, string> { ["a"] = " ", ["b"] = "1\nx", ["c"] = "5" });

        problems.Select(p => (p.Field, p.Code)).Should().Equal(("a", "required"), ("b", "line"));
        problems[1].Arguments[0].Should().Be(2, "the line is named");
        input.ToJsonString().Should().Be("""{"c":5}""");
    }

    [Fact]
    public void Text_OfADefault_ReadsBackAsTheSame()
    {
        foreach (var (type, value) in new[] { ("Decimal", "1234.5"), ("Int64", "7"), ("Boolean", "true"), ("String", "\"x\""), ("DateTimeOffset", "\"2026-07-01T08:30:00-04:00\"") })
        {
            var field = Field($$"""{"name":"a","type":"{{type}}"}""");
            Spanish.Read(field, Spanish.Text(field, JsonNode.Parse(value))).Value!.ToJsonString().Should().Be(value);
        }
    }

    private static StartField Field(string input, string language = "es") =>
        StartForm.Read(new JsonObject { ["inputs"] = new JsonArray(JsonNode.Parse(input)) }, CultureInfo.GetCultureInfo(language)).Single();

    private static JsonObject Definition(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
