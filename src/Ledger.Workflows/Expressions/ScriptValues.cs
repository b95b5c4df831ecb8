using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Ledger.Workflows.Expressions;

/// <summary>Carries values into a script and out of it, as copies: nothing of the host is reachable from inside.</summary>
internal sealed class ScriptValues(Engine engine, ScriptLimits limits)
{
    private const int DepthMax = 100;
    private const long SafeInteger = 9007199254740992;

    /// <summary>A value for the script. Whole numbers that its numbers cannot hold exactly (keys of rows) are texts there.</summary>
    public JsValue In(object? value) => ValueConverter.Plain(value) switch
    {
        null => JsValue.Null,
        string text => new JsValue(text),
        bool flag => new JsValue(flag),
        long number when Math.Abs(number) > SafeInteger => new JsValue(number.ToString(CultureInfo.InvariantCulture)),
        long number => new JsValue((double)number),
        double number => new JsValue(number),
        decimal number => new JsValue((double)number),
        DateTimeOffset time => new JsValue(engine.Date.Construct(time)),
        DateTime time => new JsValue(engine.Date.Construct(time)),
        JsonArray array => Array(array),
        JsonObject obj => Object(obj),
        var other when ValueConverter.Storable(other) is { } stored && stored.GetType() != other.GetType() => In(stored),
        var other => In(ValueConverter.ToJson(other)),
    };

    /// <summary>A value of the script: null, text, truth value, number, time, or JSON.</summary>
    public object? Out(JsValue value)
    {
        if (value.IsNull() || value.IsUndefined())
        {
            return null;
        }

        return value.IsBoolean() ? value.AsBoolean()
            : value.IsString() ? value.AsString()
            : value.IsNumber() ? value.AsNumber()
            : value.IsDate() ? Time(value)
            : Json(value, 0);
    }

    public string? ToJsonText(JsValue value) => value.IsUndefined() ? null : Json(value, 0)?.ToJsonString() ?? "null";

    private static object? Time(JsValue value) =>
        double.IsNaN(value.AsDate().PrimitiveValue) ? null : DateTimeOffset.UnixEpoch.AddMilliseconds(value.AsDate().PrimitiveValue);

    private JsValue Array(JsonArray array)
    {
        var items = new JsValue[array.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = In(array[i]);
        }

        // Constructed empty: a single number would be taken as a length.
        var result = engine.Array.Construct([]);
        engine.Array.PrototypeObject.Get("push").As<ObjectInstance>();
        for (var i = 0; i < items.Length; i++)
        {
            result.Put(i.ToString(CultureInfo.InvariantCulture), items[i], false);
        }

        return new JsValue(result);
    }

    private JsValue Object(JsonObject obj)
    {
        var result = engine.Object.Construct([]);
        foreach (var (name, value) in obj)
        {
            result.FastAddProperty(name, In(value), true, true, true);
        }

        return new JsValue(result);
    }

    private JsonNode? Json(JsValue value, int depth)
    {
        limits.Check();
        if (depth > DepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw limits.RecursionTooDeep();
        }

        if (value.IsNull() || value.IsUndefined())
        {
            return null;
        }

        if (value.IsPrimitive())
        {
            return ValueConverter.ToJson(Out(value));
        }

        if (value.IsDate())
        {
            return ValueConverter.ToJson(Time(value));
        }

        var obj = value.AsObject();
        if (obj is ICallable)
        {
            return null;
        }

        if (value.IsArray())
        {
            var length = TypeConverter.ToNumber(obj.Get("length"));
            limits.CheckElements(length);
            var array = new JsonArray();
            for (var i = 0; i < length; i++)
            {
                array.Add(Json(obj.Get(i.ToString(CultureInfo.InvariantCulture)), depth + 1));
            }

            return array;
        }

        if (obj.Class is "String" or "Number" or "Boolean")
        {
            return ValueConverter.ToJson(Out(TypeConverter.ToPrimitive(value)));
        }

        var result = new JsonObject();
        foreach (var (name, property) in obj.GetOwnProperties().ToList())
        {
            var member = obj.Get(name);
            if (property.Enumerable == true && !member.IsUndefined() && !(member.IsObject() && member.AsObject() is ICallable))
            {
                result[name] = Json(member, depth + 1);
            }
        }

        return result;
    }
}
