using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

internal sealed partial class ExpressionPrinter
{
    private void PrintStorage(SourceLine line, Expression expression, Precedence minimum)
    {
        switch (expression)
        {
            case Element element:
                Print(line, element.Storage.Whole(), Precedence.Primary);
                line.Open("[");
                PrintList(line, IsArray(element.Storage) ? element.Indices : AsInt32(element.Indices), converts: true);
                line.Close("]");
                foreach (string member in Columns.NamesOf(element.Storage)) line.Add("." + member);
                break;
            case View view:
                PrintView(line, view, minimum);
                break;
            case Allocate allocate:
                Wrapped(line, minimum >= Precedence.Primary, () => PrintAllocation(line, allocate));
                break;
            case ZerosLike zeros:
                Wrapped(line, minimum >= Precedence.Primary, () => PrintZeros(line, zeros));
                break;
            case CopyOf copy:
                Wrapped(line, minimum > Precedence.Unary && IsArray(copy.Storage), () => PrintCopy(line, copy));
                break;
            case Member { Name: CompositeMember.Items } items:
                line.Open(types.Name("CollectionsMarshal", "System.Runtime.InteropServices") + ".AsSpan(");
                Print(line, items.Composite);
                line.Close(")");
                break;
            case Member member:
                Print(line, member.Composite, Precedence.Primary);
                line.Add("." + member.Name);
                break;
            case Compose compose:
                Wrapped(line, minimum >= Precedence.Primary, () => PrintComposite(line, compose));
                break;
            default:
                throw new InvalidOperationException("Unknown expression " + expression.GetType().Name);
        }
    }

    /// <summary>Arguments of a constructor keep their types, for others of its overloads may take what they convert to.</summary>
    private void PrintComposite(SourceLine line, Compose compose)
    {
        var text = compose.Composite.Construction!.Text;
        types.Import(compose.Composite.Name);
        for (int i = 0; i < compose.Operands.Count; i++)
        {
            if (i == 0) line.Open(text[0]);
            else if (text[i].StartsWith(", ", StringComparison.Ordinal)) line.Add(",").Space().Add(text[i].Substring(2));
            else line.Add(text[i]);
            Print(line, compose.Operands[i], converts: text[i].EndsWith("= ", StringComparison.Ordinal));
        }

        line.Close(text[compose.Operands.Count]);
    }

    private void PrintView(SourceLine line, View view, Precedence minimum)
    {
        bool isWhole = view is { Start: Constant { Bits: 0 }, Length: null };
        if (isWhole && !IsArray(view.Storage) && !IsTape(view.Storage))
        {
            Print(line, view.Storage, minimum);
            return;
        }

        Print(line, view.Storage, Precedence.Primary);
        if (IsTape(view.Storage)) line.Add(".AsSpan()");
        if (isWhole && IsTape(view.Storage)) return;
        line.Open(IsArray(view.Storage) ? "." + types.Extension("AsSpan") + "(" : ".Slice(");
        if (!isWhole) PrintList(line, AsInt32(view.Length is null ? [view.Start] : [view.Start, view.Length]), converts: true);
        line.Close(")");
    }

    private void PrintAllocation(SourceLine line, Allocate allocate)
    {
        StorageType memory = allocate.Memory;
        var (before, after) = memory.Kind switch
        {
            StorageKind.Stack => (types.Of(memory) + ".Rent(", ")"),
            StorageKind.Tape => (types.Of(memory) + (allocate.Initialised ? ".RentCleared(" : ".Rent("), ")"),
            StorageKind.Array when types.OfNew(memory) is var (opening, closing) => ("new " + opening, closing),
            _ when allocate.Lifetime == Lifetime.Stack => ("stackalloc " + types.Of(memory.Element) + "[", "]"),
            _ => ("new " + types.Of(memory.Element) + "[", "]"),
        };
        line.Open(before);
        PrintList(line, memory.Kind == StorageKind.Array ? allocate.Lengths : AsInt32(allocate.Lengths), converts: true);
        line.Close(after);
    }

    private void PrintZeros(SourceLine line, ZerosLike zeros)
    {
        StorageType memory = zeros.Memory;
        if (memory is { Kind: StorageKind.Array, Element: StorageType rows })
        {
            Variable row = names.Declare("row", rows);
            line.Add(types.Name("Array")).Open(".ConvertAll(");
            Print(line, zeros.Storage);
            line.Add(",").Space().Add(names[row] + " => ");
            PrintZeros(line, new ZerosLike(row, rows));
            line.Close(")");
            return;
        }

        var lengths = Enumerable.Range(0, memory.Rank).Select(dimension => LengthOf(zeros.Storage, dimension, memory.Rank));
        PrintAllocation(line, new Allocate(memory, lengths.ToEquatableArray()));
    }

    /// <summary>Arrays take any integer, spans and tapes an <c>int</c> only; one beyond its range was never in theirs.</summary>
    private static List<Expression> AsInt32(IEnumerable<Expression> indices) => [.. indices.Select(index => index switch
    {
        _ when Conversions.FitsInt32(index.Type) => index,
        Constant { Type: ScalarType { Kind: ScalarKind.Int64 }, Bits: >= 0 and <= int.MaxValue and var value } => Constant.Of((int)value),
        _ => new Apply(Primitive.Convert.WithChecked(true), ValueType.Int32, index),
    })];

    /// <summary>The number of elements in one dimension of a storage.</summary>
    public static Expression LengthOf(Expression storage, int dimension, int rank) => rank == 1
        ? new Apply(Primitive.Length, ValueType.Int32, storage)
        : new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(dimension));

    private void PrintCopy(SourceLine line, CopyOf copy)
    {
        if (IsArray(copy.Storage)) line.Add("(" + types.Of(copy.Memory) + ")");
        Print(line, copy.Storage, Precedence.Primary);
        line.Add(IsArray(copy.Storage) ? ".Clone()" : IsTape(copy.Storage) ? ".AsSpan().ToArray()" : ".ToArray()");
    }

    private static bool IsArray(Expression storage) => storage.Type is StorageType { Kind: StorageKind.Array };

    private static bool IsTape(Expression storage) => storage.Type is StorageType { Kind: StorageKind.Tape };

    private void PrintExternal(SourceLine line, External external, Precedence minimum)
    {
        string? bracket = overflow.BracketForExternal();
        var outer = overflow.Enter(bracket);
        bool wrapped = bracket is not null || (minimum > Precedence.Lowest && !ExternalText.IsPrimary(external));
        if (wrapped) line.Open(bracket ?? "(");
        line.Depth++;
        string[] pieces = ExternalText.Pieces(external, types.ShortName);
        if (external.Callee is not null || external.DerivativeOf is not null) pieces[0] = types.Callee(pieces[0]);
        for (int i = 0; i < pieces.Length; i++)
        {
            if (pieces[i] == ", ") line.Add(",").Space();
            else line.Add(pieces[i]);
            if (i == external.Operands.Count) break;
            if (ExternalText.IsOut(external, i) && external.Operands[i] is Variable declared && declaredAtCall.Remove(declared))
                line.Add(types.Of(declared.Type) + " ");
            bool converts = external.Type is LanesType && external.Operands[i].Type.IsReal;
            Print(line, external.Operands[i], ExternalText.IsArgument(external, i) ? ExternalText.OpensTypeArguments(external, i) ? Precedence.Shift : Precedence.Relational : Precedence.Primary, converts);
        }

        line.Depth--;
        if (wrapped) line.Close(")");
        overflow.Leave(outer);
    }
}
