using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

internal sealed partial class StatementPrinter
{
    /// <summary>Whether the value is rented and has to be given back.</summary>
    private static bool IsDisposable(Expression value) =>
        value is Allocate or ZerosLike or CopyOf && value.Type is StorageType { Kind: StorageKind.Tape or StorageKind.Stack } || IsAtExit(value);

    private static bool IsAtExit(Expression value) => value is External { Type: OpaqueType { Name: "global::SymbolicDiff.AtExit" } };

    private IEnumerable<SourceLine> PrintRented(Declare declare, Expression value)
    {
        Variable variable = declare.Variable;
        ValueType memory = value.Type;
        CopyOf? copy = value as CopyOf;
        if (copy is not null)
        {
            var length = new Apply(Primitive.Length, ValueType.Int32, copy.Storage);
            value = new Allocate((StorageType)memory, EquatableArray.Of<Expression>(length), Lifetime.Rented, Initialised: false);
        }

        string keyword = dialect.HasUsingDeclarations ? "using " : "";
        yield return new SourceLine().Add(keyword + types.Of(memory) + " " + names[variable] + " = ").Add(expressions.Print(value)).Add(";");
        if (copy is not null) yield return PrintCopy(new Copy(copy.Storage, variable)).Add(";");
    }

    /// <summary>Arrays and spans know how to copy; a tape does as a span.</summary>
    private SourceLine PrintCopy(Copy copy)
    {
        bool isBetweenArrays = KindOf(copy.Source) == StorageKind.Array && KindOf(copy.Target) == StorageKind.Array;
        SourceLine line = Receiver(copy.Source).Open("." + types.Extension("CopyTo") + "(").Add(expressions.Print(copy.Target));
        return line.Close(isBetweenArrays ? ", 0)" : ")");
    }

    private SourceLine PrintFill(Fill fill)
    {
        bool isClear = fill.Value is Constant { Bits: 0 };
        if (KindOf(fill.Storage) != StorageKind.Array)
        {
            SourceLine span = Receiver(fill.Storage);
            return isClear ? span.Add(".Clear()") : span.Open(".Fill(").Add(expressions.Print(fill.Value, converts: true)).Close(")");
        }

        SourceLine line = new SourceLine().Add(types.Name("Array")).Open(isClear ? ".Clear(" : ".Fill(").Add(expressions.Print(fill.Storage));
        if (!isClear) line.Add(",").Space().Add(expressions.Print(fill.Value));
        return line.Close(")");
    }

    /// <summary>Whether no method of the base library fills the storage: rows of jagged arrays, and rank two with another value than zero.</summary>
    private static bool NeedsLoop(Fill fill)
    {
        var storage = (StorageType)fill.Storage.Type;
        return storage.Element is StorageType || (storage.Rank > 1 && fill.Value is not Constant { Bits: 0 });
    }

    private void PrintFillLoop(Fill fill)
    {
        var storage = (StorageType)fill.Storage.Type;
        var wishes = Enumerable.Range(0, storage.Rank).Select(dimension => dimension == 0 ? "row" : "column");
        var indices = wishes.Select(wish => names.Declare(wish, ValueType.Int32)).ToList();
        var element = new Element(fill.Storage, indices.ToEquatableArray<Expression>());
        Statement filled = storage.Element is StorageType ? new Fill(element, fill.Value) : new Assign(element, AssignmentKind.Set, fill.Value);
        for (int dimension = indices.Count - 1; dimension >= 0; dimension--)
        {
            Expression length = ExpressionPrinter.LengthOf(fill.Storage, dimension, storage.Rank);
            filled = new For(indices[dimension], Constant.Of(0), length, false, 1, new Block(filled));
        }

        Print(filled);
    }

    private SourceLine Receiver(Expression storage)
    {
        var line = new SourceLine();
        expressions.Print(line, storage, Precedence.Primary);
        return KindOf(storage) == StorageKind.Tape ? line.Add(".AsSpan()") : line;
    }

    private static StorageKind KindOf(Expression storage) => ((StorageType)storage.Type).Kind;
}
