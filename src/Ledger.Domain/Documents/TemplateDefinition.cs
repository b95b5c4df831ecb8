using System.Collections;

namespace Ledger.Domain.Documents;

/// <summary>A text that Ledger makes by a template: a printed document (P10) or a mail (F5).</summary>
/// <param name="Name">Its name, such as <c>payment-order</c>.</param>
/// <param name="IsMail">True for a mail, which has a subject and a text of its own in each language; a printed document takes its labels by <c>t</c>.</param>
/// <param name="Samples">Data as the template gets it, invented; the template must go with each of them. All fields are in the first.</param>
public sealed record TemplateDefinition(string Name, bool IsMail, IReadOnlyList<object> Samples)
{
    /// <summary>The languages that have a template each; the empty one stands for all.</summary>
    public IReadOnlyList<string> Languages { get; } = IsMail ? ["es", "en"] : [string.Empty];

    /// <summary>The fields that the template may use, such as <c>company.name</c>; what stands in a list is <c>items[].amount</c>.</summary>
    public IReadOnlyList<string> Fields { get; } = [.. FieldsOf(Samples[0], string.Empty)];

    private static IEnumerable<string> FieldsOf(object sample, string prefix)
    {
        foreach (var property in sample.GetType().GetProperties())
        {
            var value = property.GetValue(sample);
            var name = prefix + property.Name;
            var inner = value switch
            {
                string or null => [],
                IEnumerable list => list.Cast<object>().Take(1).SelectMany(item => FieldsOf(item, name + "[].")).Prepend(name),
                _ when value.GetType().Namespace is null => FieldsOf(value, name + "."),
                _ => [],
            };
            foreach (var field in inner.DefaultIfEmpty(name))
            {
                yield return field;
            }
        }
    }
}
