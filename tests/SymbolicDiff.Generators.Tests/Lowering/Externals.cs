using System.Reflection;
using System.Text;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>Makes the C# texts of a function callable: each becomes a method beside the primal, compiled with it.</summary>
internal sealed class Externals(Function function, bool isStatic)
{
    private readonly List<External> externals = [.. function.Body.AllStatements()
        .SelectMany(statement => statement.Reads())
        .SelectMany(read => read.DescendantsAndSelf())
        .OfType<External>()
        .DistinctBy(Printer.Pattern)];

    /// <summary>The part of the class that holds the methods.</summary>
    public string Source(string type)
    {
        var text = new StringBuilder("#pragma warning disable\n#nullable enable\npublic " + type + "\n{\n");
        for (int i = 0; i < externals.Count; i++)
        {
            External external = externals[i];
            string parameters = string.Join(", ", external.Operands.Select((operand, k) => $"{CSharp(operand.Type)} o{k}"));
            bool isVoid = external.Type is OpaqueType { Name: "void" };
            text.Append($"    public {(isStatic ? "static " : "")}object? External{i}({parameters}) {{ {(isVoid ? "" : "return ")}{Body(external)};{(isVoid ? " return null;" : "")} }}\n");
        }

        return text.Append("}\n").ToString();
    }

    public IReadOnlyDictionary<string, Func<object?[], object?>> Bind(Type type, object? self)
    {
        var bound = new Dictionary<string, Func<object?[], object?>>();
        for (int i = 0; i < externals.Count; i++)
        {
            MethodInfo method = type.GetMethod("External" + i)!;
            bound[Printer.Pattern(externals[i])] = operands => method.Invoke(self, BindingFlags.DoNotWrapExceptions, null, operands, null);
        }

        return bound;
    }

    private static string Body(External external)
    {
        var text = new StringBuilder(external.Text[0]);
        for (int i = 0; i < external.Operands.Count; i++) text.Append("o" + i).Append(external.Text[i + 1]);
        string body = text.ToString();
        return external.Type is ScalarType or StorageType && body is "default!" or "null" ? $"({CSharp(external.Type)})({body})" : body;
    }

    private static string CSharp(ValueType type) => type switch
    {
        ScalarType scalar => scalar.Kind switch
        {
            ScalarKind.Boolean => "bool",
            ScalarKind.Int32 => "int",
            ScalarKind.Int64 => "long",
            ScalarKind.Single => "float",
            ScalarKind.Double => "double",
            _ => "global::System." + scalar.Kind,
        },
        StorageType storage => CSharp(storage.Element) + "[" + new string(',', storage.Rank - 1) + "]",
        OpaqueType opaque => opaque.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

}
