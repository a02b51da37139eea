using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>What the printer has to know of C# that is taken over as text.</summary>
internal static class ExternalText
{
    /// <summary>The identifiers that are looked up by their simple name: locals must not hide them.</summary>
    public static IEnumerable<string> NamesIn(Function function)
    {
        foreach (Statement statement in function.Body.AllStatements())
            foreach (Expression read in statement.Reads())
                foreach (Expression part in read.DescendantsAndSelf())
                {
                    if (part is not External external) continue;
                    foreach (string text in external.Text)
                        foreach (string name in NamesIn(text)) yield return name;
                }
    }

    private static IEnumerable<string> NamesIn(string text)
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

    public static bool IsByReference(External external, int operand) =>
        IsOut(external, operand) || external.Text[operand].EndsWith("ref ", StringComparison.Ordinal);

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

    /// <summary>Whether the text is surely names, member accesses, calls and indexing only, so that any operator may stand beside it.</summary>
    public static bool IsPrimary(External external)
    {
        int depth = 0;
        for (int piece = 0; piece < external.Text.Count; piece++)
        {
            foreach (char c in external.Text[piece])
            {
                if (c is '"' or '\'' or '{' or ';') return false;
                if (c is '(' or '[') depth++;
                else if (c is ')' or ']') depth--;
                else if (depth == 0 && !IsPart(c) && c is not ('.' or ':' or '@')) return false;
            }
        }

        return external.Text[0].Length == 0 || external.Text[0][0] != '(';
    }

    private static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c);
}
