using System.Text;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Emission;

/// <summary>What the printer has to know of C# that is taken over as text.</summary>
internal static class ExternalText
{
    /// <summary>Stands for an operand.</summary>
    private const char Gap = '\u0001';

    /// <summary>The identifiers that are looked up by their simple name: locals must not hide them.</summary>
    public static IEnumerable<string> NamesIn(Function function)
    {
        foreach (Statement statement in function.Body.AllStatements())
            foreach (Expression read in statement.Reads())
                foreach (Expression part in read.DescendantsAndSelf())
                {
                    if (part is not External external) continue;
                    foreach (string name in NamesIn(StringLiterals.Masked(Joined(external)))) yield return name;
                }
    }

    /// <summary>
    /// The pieces to print: types that <paramref name="shorten"/> knows, of a namespace, by their short names, and no parentheses around a variable in the hole
    /// of an interpolated string.
    /// </summary>
    public static string[] Pieces(External external, Func<string, string, string?> shorten)
    {
        string text = Joined(external);
        foreach (string containing in ShortNames.Namespaces) text = Shortened(text, "global::" + containing + ".", name => shorten(name, containing));
        string[] pieces = text.Split(Gap);
        for (int i = 0; i < external.Operands.Count; i++)
        {
            if (external.Operands[i] is not Variable || !pieces[i].EndsWith("{(", StringComparison.Ordinal) || pieces[i + 1][0] != ')') continue;
            pieces[i] = pieces[i].Substring(0, pieces[i].Length - 1);
            pieces[i + 1] = pieces[i + 1].Substring(1);
        }

        return pieces;
    }

    private static string Shortened(string text, string prefix, Func<string, string?> shorten)
    {
        string code = StringLiterals.Masked(text);
        var output = new StringBuilder();
        int done = 0;
        int next = 0;
        while (code.IndexOf(prefix, next, StringComparison.Ordinal) is >= 0 and var start)
        {
            next = start + 1;
            if (code.IndexOf('"', 0, start) >= 0) break;
            int end = start + prefix.Length;
            while (end < code.Length && IsPart(code[end])) end++;
            string name = text.Substring(start + prefix.Length, end - start - prefix.Length);
            if (shorten(name) is not { } printed) continue;
            output.Append(text, done, start - done).Append(printed);
            done = end;
        }

        return output.Append(text, done, text.Length - done).ToString();
    }

    private static string Joined(External external) => string.Join(Gap.ToString(), external.Text);

    /// <summary>The identifiers in code that are no members.</summary>
    public static IEnumerable<string> NamesIn(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsPart(text[i])) continue;
            int start = i;
            while (i < text.Length && IsPart(text[i])) i++;
            bool isMember = start > 0 && text[start - 1] is '.' or ':';
            if (!isMember && !char.IsDigit(text[start])) yield return text.Substring(start, i - start);
        }
    }

    /// <summary>Whether the operand is an <c>out</c> argument: it is assigned and not read.</summary>
    public static bool IsOut(External external, int operand) => external.Text[operand].EndsWith("out ", StringComparison.Ordinal);

    /// <summary>The <c>out</c> arguments of a call that the statement consists of.</summary>
    public static IEnumerable<Variable> OutsOf(Statement statement)
    {
        External? call = statement switch
        {
            Evaluate evaluate => evaluate.Effect,
            Declare { Value: External value } => value,
            Assign { Target: Variable, Kind: AssignmentKind.Set, Value: External value } => value,
            _ => null,
        };
        return call is null ? [] : call.Operands.Where((_, operand) => IsOut(call, operand)).OfType<Variable>();
    }

    /// <summary>Whether the operand stands alone between brackets or commas.</summary>
    public static bool IsArgument(External external, int operand)
    {
        string before = external.Text[operand].TrimEnd(), after = external.Text[operand + 1].TrimStart();
        return before.Length > 0 && before[before.Length - 1] is '(' or '[' or ',' && after.Length > 0 && after[0] is ')' or ']' or ',';
    }

    /// <summary>Whether C# may take the operand's <c>&lt;</c> and a <c>&gt;</c> behind it for the brackets of a generic name, as in <c>f(a &lt; b, c &gt; (d))</c>.</summary>
    public static bool OpensTypeArguments(External external, int operand) =>
        external.Operands[operand] is Apply { Primitive.Name: "<" }
        && (external.Text.Skip(operand + 1).Any(text => text.IndexOf('>') >= 0) || external.Operands.Skip(operand).SelectMany(other => other.DescendantsAndSelf()).Any(part => part is Apply { Primitive.Name: ">" or ">=" or ">>" or ">>>" } or External));

    /// <summary>Whether the text is surely names, member accesses, calls and indexing only, so that any operator may stand beside it.</summary>
    public static bool IsPrimary(External external)
    {
        int depth = 0;
        foreach (char c in StringLiterals.Masked(Joined(external)))
        {
            if (c is '"' or '\'' or '{' or ';') return false;
            if (c is '(' or '[') depth++;
            else if (c is ')' or ']') depth--;
            else if (depth == 0 && !IsPart(c) && c is not ('.' or ':' or '@' or Gap)) return false;
        }

        return external.Text[0].Length == 0 || external.Text[0][0] != '(';
    }

    private static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c);
}
