namespace TellerLine.Banking;

/// <summary>What an order is about: it decides whose rules it keeps and whose answers it needs.</summary>
public enum OrderClass
{
    /// <summary>本人账户互转.</summary>
    Own,

    /// <summary>向收款人转账.</summary>
    Payee,

    /// <summary>缴费: debited at the core bank and paid at a biller, both or neither.</summary>
    Bill,

    /// <summary>定期存单质押贷款: from his time deposit, which stays, to an account of his.</summary>
    Loan,

    /// <summary>理财购买: from an account of the customer's into the bank's account of the product.</summary>
    Purchase,

    /// <summary>理财赎回: from the bank's account of the product back into an account of the customer's.</summary>
    Redemption,

    /// <summary>撤销: what was sent at an ATM and has not arrived, back into the account it came from.</summary>
    Revocation,
}

/// <summary>What each kind of order is about.</summary>
public static class OrderKinds
{
    extension(TransferKind kind)
    {
        public OrderClass Class => kind switch
        {
            TransferKind.Own => OrderClass.Own,
            TransferKind.Payee => OrderClass.Payee,
            TransferKind.BillTelecom or TransferKind.BillMobile or TransferKind.BillCable
                or TransferKind.BillElectricity or TransferKind.BillWater or TransferKind.BillGas => OrderClass.Bill,
            TransferKind.PledgedLoan => OrderClass.Loan,
            TransferKind.WealthPurchase => OrderClass.Purchase,
            TransferKind.WealthRedemption => OrderClass.Redemption,
            TransferKind.AtmRevocation => OrderClass.Revocation,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No class."),
        };
    }
}

/// <summary>What each class means for who decides, pays and is asked.</summary>
public static class OrderClasses
{
    extension(OrderClass one)
    {
        /// <summary>The money goes from account to account, and nobody but the core bank is asked.</summary>
        public bool IsTransfer => one is OrderClass.Own or OrderClass.Payee;

        /// <summary>After the debit somebody else is asked.</summary>
        public bool GoesOn => one == OrderClass.Bill;

        /// <summary>What is paid stays the customer's: nothing is screened, nobody else looks at it, and it has the
        /// contract's own limits.</summary>
        public bool StaysHis => one is OrderClass.Own or OrderClass.Loan || one.HasBook || one.TakesBack;

        /// <summary>Money that had left him comes back: it counts in no day's sum, and asks for no contract.</summary>
        public bool TakesBack => one == OrderClass.Revocation;

        /// <summary>Somebody keeps a book of what it is about (<see cref="IOrderBook"/>).</summary>
        public bool HasBook => one is OrderClass.Purchase or OrderClass.Redemption;

        /// <summary>The paying account is the customer's.</summary>
        public bool LeavesHim => one is not (OrderClass.Redemption or OrderClass.Revocation);

        /// <summary>The contract names the paying account; else the receiving one.</summary>
        public bool LeavesHisContract => one is not (OrderClass.Loan or OrderClass.Redemption);

        /// <summary>The receiving account is the customer's.</summary>
        public bool ComesToHim =>
            one is OrderClass.Own or OrderClass.Loan or OrderClass.Redemption or OrderClass.Revocation;

        /// <summary>It is asked whether the customer is elderly: much is at stake for who is easily misled.</summary>
        public bool AsksAge => one is OrderClass.Payee or OrderClass.Purchase;
    }
}
