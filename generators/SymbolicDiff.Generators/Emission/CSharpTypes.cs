using System.Globalization;
using System.Text;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Types as C# text. Remembers the namespaces that the short names in use need.</summary>
internal sealed class CSharpTypes(IEnumerable<string> hiddenNames, IReadOnlyList<ShortType>? shortTypes = null)
{
    public const string System = "System";
    public const string Runtime = "SymbolicDiff";

    private readonly HashSet<string> hidden = new(hiddenNames, StringComparer.Ordinal);
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);

    /// <summary>The namespaces to import, sorted with System first.</summary>
    public IEnumerable<string> Usings => namespaces.OrderBy(name => name == System || name.StartsWith(System + ".", StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>A type of a namespace by its short name, or in full where that name means something else.</summary>
    public string Name(string name, string containing = System)
    {
        if (hidden.Contains(name)) return "global::" + containing + "." + name;
        namespaces.Add(containing);
        return name;
    }

    /// <summary>The short name of a type of the namespace, or null where it has none here.</summary>
    public string? ShortName(string name, string containing) => ShortNames.NamespaceOf(name) == containing && !hidden.Contains(name) ? Name(name, containing) : null;

    /// <summary>Imports what the short names in the text of a type need.</summary>
    public void Import(string type)
    {
        foreach (string name in ExternalText.NamesIn(type))
            if (ShortNames.NamespaceOf(name) is { } containing) ShortName(name, containing);
    }

    /// <summary>A static method, behind the short name of its type where there is one.</summary>
    public string Callee(string method)
    {
        int dot = method.LastIndexOf('.');
        if (dot < 0) return method;
        string type = method.Substring(0, dot);
        return (shortTypes?.FirstOrDefault(known => known.Full == type)?.Short ?? type) + method.Substring(dot);
    }

    /// <summary>A member that extends spans and arrays.</summary>
    public string Extension(string member)
    {
        namespaces.Add(System);
        return member;
    }

    public string Of(ValueType type) => type switch
    {
        ScalarType scalar => scalar.Name ?? Keyword(scalar.Kind),
        LanesType lanes => Name(lanes.IsMask ? "LaneMask" : "Lanes", Runtime),
        OpaqueType opaque => Opaque(opaque.Name),
        CompositeType composite => Composite(composite),
        TupleType tuple => OfTuple(tuple.Parts),
        StorageType { Kind: StorageKind.Array } array => InnermostElement(array) + Ranks(array),
        StorageType { Kind: StorageKind.Span } span => Name("Span") + Argument(span),
        StorageType { Kind: StorageKind.ReadOnlySpan } span => Name("ReadOnlySpan") + Argument(span),
        StorageType { Kind: StorageKind.Tape } tape => Name("Tape", Runtime) + Argument(tape),
        StorageType { Kind: StorageKind.Stack } stack => Name("TapeStack", Runtime) + Argument(stack),
        _ => throw new InvalidOperationException("Unknown type " + type),
    };

    /// <summary>Generic types of the run-time library by their short names.</summary>
    private string Opaque(string name)
    {
        const string prefix = "global::" + Runtime + ".";
        int end = name.IndexOf('<');
        return end > 0 && name.StartsWith(prefix, StringComparison.Ordinal) && ShortName(name.Substring(prefix.Length, end - prefix.Length), Runtime) is { } known
            ? known + name.Substring(end)
            : name;
    }

    private string Composite(CompositeType composite)
    {
        Import(composite.Name);
        return composite.Name;
    }

    /// <summary>A tuple; elements that the user gave no name get none.</summary>
    public string OfTuple(IReadOnlyList<Result> parts) =>
        "(" + string.Join(", ", parts.Select((part, i) => Of(part.Type) + (part.Name == "Item" + (i + 1).ToString(CultureInfo.InvariantCulture) ? "" : " " + Identifiers.Escape(part.Name!)))) + ")";

    /// <summary><c>new double[n][]</c>: the lengths stand in the first brackets.</summary>
    public (string BeforeLengths, string AfterLengths) OfNew(StorageType array)
    {
        string ranks = array.Element is StorageType { Kind: StorageKind.Array } row ? Ranks(row) : "";
        return (InnermostElement(array) + "[", "]" + ranks);
    }

    public static string Keyword(ScalarKind kind) => kind switch
    {
        ScalarKind.Double => "double",
        ScalarKind.Single => "float",
        ScalarKind.SByte => "sbyte",
        ScalarKind.Byte => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Char => "char",
        ScalarKind.Boolean => "bool",
        _ => throw new InvalidOperationException("Unknown kind of scalar"),
    };

    private string Argument(StorageType storage) => "<" + Of(storage.Element) + ">";

    private string InnermostElement(StorageType array)
    {
        ValueType element = array.Element;
        while (element is StorageType { Kind: StorageKind.Array } row) element = row.Element;
        return Of(element);
    }

    private static string Ranks(StorageType array)
    {
        var text = new StringBuilder();
        for (ValueType? type = array; type is StorageType { Kind: StorageKind.Array } row; type = row.Element)
            text.Append('[').Append(',', row.Rank - 1).Append(']');
        return text.ToString();
    }
}
