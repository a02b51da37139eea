using System.Text;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Expressions as mathematics for readers: <c>2·x·cos(x²)</c>.</summary>
internal static class MathText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private enum Level
    {
        Sum,
        Product,
        Power,
        Atom,
    }

    public static bool CanPrint(Apply apply) =>
        apply.Type.IsReal && apply.Primitive.Form is PrimitiveForm.Infix or PrimitiveForm.Function or PrimitiveForm.Conversion
        || apply.Primitive.Is(Primitive.Negate);

    /// <summary>The expression; where every storage in it is indexed as <paramref name="each"/> is, the formula holds element by element without indices.</summary>
    public static string Of(Expression expression, Element? each = null) =>
        Print(expression, Level.Sum, each is not null && IsElementwise(expression, each) ? each.Indices : null);

    /// <summary>The indices to print behind the name of what the formula gives.</summary>
    public static string Indices(Element element, Expression expression) =>
        IsElementwise(expression, element) ? "" : Subscript(element);

    private static string Subscript(Element element) => "[" + string.Join(", ", element.Indices.Select(index => Of(index))) + "]";

    private static bool IsElementwise(Expression expression, Element each)
    {
        var parts = expression.DescendantsAndSelf().ToList();
        var elements = parts.OfType<Element>().ToList();
        int counters = parts.OfType<Variable>().Count(each.Indices.Contains);
        return elements.TrueForAll(element => element.Indices.Equals(each.Indices)) && counters == elements.Count * each.Indices.Count;
    }

    private static string Print(Expression expression, Level minimum, EquatableArray<Expression>? implied)
    {
        var (text, level) = expression switch
        {
            Constant constant => Number(constant),
            Variable variable => (variable.Name, Level.Atom),
            Element element when implied is not null => (((Variable)element.Storage).Name, Level.Atom),
            Element element => (((Variable)element.Storage).Name + Subscript(element), Level.Atom),
            Apply apply => Operation(apply, implied),
            _ => throw new InvalidOperationException("No formula has " + expression.GetType().Name),
        };
        return level < minimum ? "(" + text + ")" : text;
    }

    private static (string Text, Level Level) Number(Constant constant)
    {
        string text = CSharpLiteral.Of(constant, converts: true).TrimEnd('f', 'L');
        return text[0] == '-' ? ("−" + text.Substring(1), Level.Product) : (text, Level.Atom);
    }

    private static (string Text, Level Level) Operation(Apply apply, EquatableArray<Expression>? implied)
    {
        string Operand(int index, Level minimum) => Print(apply.Operands[index], minimum, implied);
        switch (apply.Primitive.Name)
        {
            case "+":
                return (Operand(0, Level.Sum) + " + " + Operand(1, Level.Product), Level.Sum);
            case "-":
                return (Operand(0, Level.Sum) + " − " + Operand(1, Level.Product), Level.Sum);
            case "*" when apply.Operands[0].Equals(apply.Operands[1]):
                return (Operand(0, Level.Atom) + Superscript(2), Level.Power);
            case "*":
                return (Operand(0, Level.Product) + "·" + Operand(1, Level.Product), Level.Product);
            case "/":
                return (Operand(0, Level.Product) + "/" + Operand(1, Level.Power), Level.Product);
            case "neg":
                return ("−" + Operand(0, Level.Product), Level.Sum);
            case "pow" when apply.Operands[1] is Constant { Type.IsReal: true, Real: >= 0 and < 100 and var exponent } && exponent == Math.Floor(exponent):
                return (Operand(0, Level.Atom) + Superscript((int)exponent), Level.Power);
            case "pow":
                return (Operand(0, Level.Atom) + "^" + Operand(1, Level.Atom), Level.Power);
            case "sqrt":
                return ("√" + Operand(0, Level.Atom), Level.Atom);
            case "convert":
                return (Operand(0, Level.Atom), Level.Atom);
            case "length":
                return (Operand(0, Level.Atom) + ".Length", Level.Atom);
            case "%":
                return (Operand(0, Level.Product) + " mod " + Operand(1, Level.Power), Level.Product);
            case "lengthOf":
                return (Operand(0, Level.Atom) + ".GetLength(" + Operand(1, Level.Sum) + ")", Level.Atom);
            default:
                string name = apply.Primitive.Name.IndexOf('.') < 0 ? apply.Primitive.Name : apply.Primitive.LocalName;
                return (name + "(" + string.Join(", ", apply.Operands.Select(operand => Print(operand, Level.Sum, implied))) + ")", Level.Atom);
        }
    }

    private static string Superscript(int exponent)
    {
        var text = new StringBuilder();
        foreach (char digit in CSharpLiteral.Of(exponent)) text.Append(Superscripts[digit - '0']);
        return text.ToString();
    }
}
